package io.crvsbridge.forms;

import io.crvsbridge.forms.SectionHelp.Fill;
import io.crvsbridge.kernel.JsonMaking;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What the pack offers to the country's form, section by section. Immutable, and free of personal data and secrets. */
public final class FormsHelp {

    private static final List<String> PARTS = List.of("fields", "connect");
    private static final FormsHelp NONE = new FormsHelp(Map.of(), new Texts(Map.of()), Map.of());

    private final Map<String, Map<String, SectionHelp>> events;
    private final Texts texts;
    private final Map<FormVersion, Template> templates;

    /** @param events event → section of its form → what is offered there */
    FormsHelp(Map<String, Map<String, SectionHelp>> events, Texts texts, Map<FormVersion, Template> templates) {
        this.events = events;
        this.texts = texts;
        this.templates = templates;
    }

    /** Of a pack without {@code forms.yaml}. */
    public static FormsHelp none() {
        return NONE;
    }

    /** The events that are helped with. */
    public Set<String> events() {
        return events.keySet();
    }

    /** The sections of an event's form, with what is offered in each. */
    public Map<String, Set<Offer>> sections(String event) {
        Map<String, Set<Offer>> sections = new HashMap<>();
        events.getOrDefault(event, Map.of()).forEach((section, help) -> sections.put(section, help.offers()));
        return Map.copyOf(sections);
    }

    /** What is offered and cannot be had here. */
    public List<Offer> leftOut(String event, String section, Surroundings surroundings) {
        return sections(event).getOrDefault(section, Set.of()).stream().filter(offer -> !surroundings.has(offer)).sorted().toList();
    }

    /**
     * The members {@code fields} (to be added to the form), {@code connect} (to be added to fields that the form has) and {@code messages} (their texts by language);
     * nothing when the section is not offered anything.
     */
    public Optional<JsonObject> section(FormVersion version, String event, String section, Surroundings surroundings) {
        return Optional.ofNullable(events.getOrDefault(event, Map.of()).get(section)).map(help -> {
            Rendering rendering = new Rendering(templates.get(version).define(), texts);
            return answer(rendering, rendered(rendering, version, scope(event, section, help, surroundings)));
        });
    }

    /** Follows the template on a server that has this. @throws BadTemplate naming the place */
    JsonObject tried(Rendering rendering, FormVersion version, String event, String section, Surroundings surroundings) {
        return rendered(rendering, version, scope(event, section, events.get(event).get(section), surroundings));
    }

    /** The fields of a 1.8 form that are filled. */
    Set<String> names18(String event, String section) {
        return events.get(event).get(section).fill18().keySet();
    }

    Rendering rendering(FormVersion version) {
        return new Rendering(templates.get(version).define(), texts);
    }

    private JsonObject rendered(Rendering rendering, FormVersion version, Scope scope) {
        JsonValue made = rendering.value(templates.get(version).answer(), scope, "answer").orElse(JsonValue.EMPTY_JSON_OBJECT);
        if (made instanceof JsonObject answer && PARTS.stream().allMatch(part -> answer.getOrDefault(part, JsonValue.EMPTY_JSON_ARRAY) instanceof JsonArray)) {
            return answer;
        }
        throw new BadTemplate("it becomes an object with the lists fields and connect").at("answer");
    }

    private static JsonObject answer(Rendering rendering, JsonObject made) {
        JsonObjectBuilder answer = JsonMaking.object();
        answer.add("fields", made.getOrDefault("fields", JsonValue.EMPTY_JSON_ARRAY));
        answer.add("connect", made.getOrDefault("connect", JsonValue.EMPTY_JSON_ARRAY));
        JsonObjectBuilder messages = JsonMaking.object();
        rendering.used().forEach((id, message) -> messages.add(id, message.translations()));
        return answer.add("messages", messages).build();
    }

    private static Scope scope(String event, String section, SectionHelp help, Surroundings surroundings) {
        Map<String, JsonValue> values = new HashMap<>();
        values.put("event", JsonMaking.text(event));
        values.put("section", JsonMaking.text(section));
        surroundings.bridge().ifPresent(bridge -> values.put("bridge", JsonMaking.text(bridge)));
        surroundings.esignet().ifPresent(esignet -> {
            values.put("clientId", JsonMaking.text(esignet.clientId()));
            values.put("authorizationUrl", JsonMaking.text(esignet.address()));
        });
        Stream.of(Offer.values()).filter(help.offers()::contains).filter(surroundings::has).forEach(offer -> values.put(offer.word(), JsonValue.TRUE));
        values.put("hiddenWhen", hidden(section, help));
        values.put("fill", fill(help.fill(), values));
        values.put("fill18", fill(help.fill18(), values));
        members(help).ifPresent(members -> values.put("readerMembers", members));
        return new Scope(values);
    }

    private static JsonArray hidden(String section, SectionHelp help) {
        JsonArrayBuilder all = JsonMaking.array();
        help.hidden().forEach(hidden -> {
            int dot = hidden.field().indexOf('.');
            String holder = dot < 0 ? "" : hidden.field().substring(0, dot);
            JsonObjectBuilder item = JsonMaking.object().add("field", hidden.field()).add("value", hidden.value()).add("json", hidden.value().toString())
                    .add("name", hidden.field().substring(dot + 1));
            all.add(holder.equals(section) ? item.add("own", true) : item.add("elsewhere", holder));
        });
        return all.build();
    }

    /** Of those sources alone that can be had. */
    private static JsonArray fill(Map<String, Fill> fill, Map<String, JsonValue> values) {
        JsonArrayBuilder all = JsonMaking.array();
        fill.forEach((field, source) -> {
            JsonObjectBuilder item = JsonMaking.object().add("field", field);
            Optional<String> login = source.login().filter(path -> values.containsKey(Offer.ESIGNET.word()));
            Optional<String> reader = source.reader().filter(path -> values.containsKey(Offer.READER.word()));
            login.ifPresent(path -> item.add("login", steps(path)).add("loginPath", path.replace(".", "?.")).add("loginMember", path.split("\\.")[0]));
            reader.ifPresent(path -> item.add("reader", steps(path)).add("readerPath", path.replace(".", "?.")));
            if (login.isPresent() || reader.isPresent()) {
                all.add(item);
            }
        });
        return all.build();
    }

    /** As a reference into a field's value wants it: what was fetched or read lies in its member {@code data}. */
    private static JsonArray steps(String path) {
        JsonArrayBuilder steps = JsonMaking.array().add("data");
        Stream.of(path.split("\\.")).forEach(steps::add);
        return steps.build();
    }

    /** What an identity card's data must have for a 1.8 form. */
    private static Optional<JsonValue> members(SectionHelp help) {
        List<String> members = help.fill18().values().stream().flatMap(fill -> fill.reader().stream()).map(path -> path.split("\\.")[0]).distinct().sorted().toList();
        JsonArrayBuilder all = JsonMaking.array();
        members.forEach(all::add);
        return members.isEmpty() ? Optional.empty() : Optional.of(all.build());
    }
}
