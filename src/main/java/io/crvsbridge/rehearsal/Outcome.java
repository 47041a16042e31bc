package io.crvsbridge.rehearsal;

import io.crvsbridge.country.CountryPack;
import io.crvsbridge.rule.IdentityQuestion;
import io.crvsbridge.country.Inquest;
import io.crvsbridge.rule.JudgementFailed;
import io.crvsbridge.mapping.MappingFailed;
import io.crvsbridge.mapping.PacketContent;
import io.crvsbridge.rule.Question;
import io.crvsbridge.rule.ReadingQuestion;
import io.crvsbridge.country.Situation;
import io.crvsbridge.expression.Draws;
import io.crvsbridge.numbering.NoNumber;
import io.crvsbridge.mapping.Unfit;
import io.crvsbridge.rule.Verdict;
import io.crvsbridge.kernel.BoundedJson;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Collection;
import java.util.List;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a pack makes of an action, as facets that can be compared one by one: {@code decision} (what Core is answered: accept, refuse, hold, ask; check or read when nobody answers that; or none when no rule names the
 * action), {@code rule}, {@code reason}, {@code ifDeclined}, {@code operation}, {@code process}, {@code fields} (the names of what is sent), {@code packet.<field>} (in
 * each language {@code packet.<field>.<language>}), {@code notification.<part>}, {@code subject.<field>}, {@code unfit}, {@code check} (about whom is asked) and
 * {@code check.<about>.<value>}, {@code read} and {@code read.<reading>} (by what it is looked for), {@code set.<field>}, {@code annotate.<field>}, {@code number} (if it is made of the record, the first of its kind),
 * {@code response.<field>}, {@code failed}. It is made by the very code that judges and maps what Core announces.
 */
public final class Outcome {

    static final Set<String> NAMES = Set.of("decision", "rule", "reason", "ifDeclined", "operation", "process", "fields", "packet", "notification", "subject", "unfit", "check", "read", "set", "annotate", "number", "response", "failed");
    private static final String NUMBER = "registrationNumber";
    private static final Set<String> PERSONAL = Set.of("packet", "notification", "subject", "response", "set", "annotate");

    private final TreeMap<String, String> facets = new TreeMap<>();
    private final Set<String> rules = new LinkedHashSet<>();

    private Outcome() {}

    /** As {@link #of(CountryPack, CountryPack.Abilities, Situation, Map, Inquest.Respondent)}, where nobody is asked: what is known already counts. */
    public static Outcome of(CountryPack pack, CountryPack.Abilities abilities, Situation situation, Map<String, String> context) {
        return of(pack, abilities, situation, context, Replies.NONE);
    }

    /** @param context what the bridge knows beside the declaration, such as {@code registrationNumber} */
    static Outcome of(CountryPack pack, CountryPack.Abilities abilities, Situation situation, Map<String, String> context, Inquest.Respondent respondent) {
        Outcome outcome = new Outcome();
        if (!pack.names(situation.event(), situation.action(), situation.customAction())) {
            outcome.facets.put("decision", "none");
            return outcome;
        }
        try {
            Inquest.Finding finding = Inquest.hold(pack, abilities, situation, question -> outcome.asked(question, respondent));
            outcome.judged(finding.verdict());
            outcome.rules.addAll(finding.steps());
            Situation judged = situation.with(finding.additions());
            Map<String, String> known = outcome.numbered(pack, judged, finding.verdict(), context);
            finding.verdict().operation().ifPresent(operation -> outcome.mapped(pack, judged, operation, known));
        } catch (JudgementFailed e) {
            outcome.facets.putAll(Map.of("decision", "hold", "rule", e.rule(), "failed", "rule " + e.rule()));
        } catch (MappingFailed e) {
            outcome.facets.put("failed", e.operation() + "." + e.field());
        }
        return outcome;
    }

    private void judged(Verdict verdict) {
        facets.put("rule", verdict.rule());
        rules.add(verdict.rule());
        facets.put("decision", decision(verdict));
        if (verdict instanceof Verdict.Refuse refuse) {
            facets.put("reason", refuse.reason());
        }
        if (verdict instanceof Verdict.Ask ask) {
            facets.put("reason", ask.reason());
        }
        if (verdict instanceof Verdict.Hold hold) {
            facets.put("ifDeclined", hold.whenDeclined().name().toLowerCase(Locale.ROOT));
        }
        verdict.sets().declaration().forEach((field, value) -> facets.put("set." + field, text(value)));
        verdict.sets().annotation().forEach((field, value) -> facets.put("annotate." + field, text(value)));
    }

    /** What the packet may know: with the number that the record would get, if it has none. It is the first of its kind, and told where it is made of the record. */
    private Map<String, String> numbered(CountryPack pack, Situation situation, Verdict verdict, Map<String, String> context) {
        boolean needed = situation.action().equals("REGISTER") && (verdict instanceof Verdict.Accept || verdict instanceof Verdict.Hold);
        if (!needed || context.containsKey(NUMBER)) {
            return context;
        }
        try {
            Map<String, String> known = new TreeMap<>(context);
            known.put(NUMBER, pack.number(situation, context, Draws.FIRST));
            if (pack.numbersRecords(situation.event())) {
                facets.put("number", known.get(NUMBER));
            }
            return known;
        } catch (NoNumber e) {
            facets.put("failed", NUMBER);
            return context;
        }
    }

    private static String decision(Verdict verdict) {
        if (verdict instanceof Verdict.Inquire step) {
            return step.checks().isEmpty() ? "read" : "check";
        }
        return verdict instanceof Verdict.Ask ? "ask" : verdict instanceof Verdict.Hold ? "hold" : verdict instanceof Verdict.Accept ? "accept" : "refuse";
    }

    private static String text(JsonValue value) {
        return value instanceof JsonString text ? text.getString() : value.toString();
    }

    private Inquest.Reply asked(Question question, Inquest.Respondent respondent) {
        if (question instanceof IdentityQuestion identity) {
            facets.merge("check", identity.about(), (earlier, more) -> names(List.of((earlier + ", " + more).split(", "))));
            String place = "check." + identity.about() + ".";
            facets.put(place + "id", identity.id());
            identity.name().ifPresent(name -> facets.put(place + "name", name));
            identity.birthDate().ifPresent(date -> facets.put(place + "birthDate", date.toString()));
            identity.gender().ifPresent(gender -> facets.put(place + "gender", gender));
        } else if (question instanceof ReadingQuestion reading) {
            facets.merge("read", reading.reading(), (earlier, more) -> names(List.of((earlier + ", " + more).split(", "))));
            facets.put("read." + reading.reading(), reading.id());
        }
        return respondent.ask(question);
    }

    /** The rules that had a part in it: the one that decided, and those that had something asked before. */
    Set<String> rules() {
        return rules;
    }

    private void mapped(CountryPack pack, Situation situation, String operation, Map<String, String> context) {
        facets.put("operation", operation);
        PacketContent content = pack.map(situation, operation, context);
        facets.put("process", content.process());
        facets.put("fields", names(content.fields().keySet()));
        content.fields().forEach((field, value) -> each("packet." + field, value));
        content.subjects().forEach((field, subject) -> facets.put("subject." + field, subject));
        content.notification().name().ifPresent(name -> facets.put("notification.name", name));
        content.notification().phone().ifPresent(phone -> facets.put("notification.phone", phone));
        content.notification().email().ifPresent(email -> facets.put("notification.email", email));
        Optional<Unfit> unfit = pack.unfit(situation, operation, context, content);
        unfit.ifPresent(why -> facets.put("unfit", why.reason()));
        if (unfit.isPresent() && unfit.get().refuse()) {
            facets.put("decision", "refuse");
        }
    }

    /** A value in each language is told apart by its language. */
    private void each(String place, String value) {
        Map<String, String> languages = languages(value);
        if (languages.isEmpty()) {
            facets.put(place, value);
        }
        languages.forEach((language, text) -> facets.put(place + "." + language, text));
    }

    private static Map<String, String> languages(String value) {
        Map<String, String> languages = new TreeMap<>();
        if (!value.startsWith("[{")) {
            return languages;
        }
        try {
            for (JsonValue item : BoundedJson.read("{\"all\":" + value + "}").getJsonArray("all")) {
                if (item instanceof JsonObject text && text.get("language") instanceof JsonString language && text.get("value") instanceof JsonString written) {
                    languages.put(language.getString(), written.getString());
                }
            }
        } catch (BoundedJson.Unfit noList) {
            languages.clear();
        }
        return languages;
    }

    /** With what goes back to Core for these identifiers. */
    public Outcome answering(CountryPack pack, String event, Map<String, String> identifiers) {
        pack.response(event, identifiers).forEach((field, value) -> facets.put("response." + field, value));
        return this;
    }

    static String names(Collection<String> names) {
        return String.join(", ", new TreeSet<>(names));
    }

    /** The facet, if there is one. */
    public Optional<String> facet(String name) {
        return Optional.ofNullable(facets.get(name));
    }

    /** Whether there is such a facet, or one below it. */
    boolean has(String name) {
        return facets.containsKey(name) || facets.keySet().stream().anyMatch(facet -> facet.startsWith(name + "."));
    }

    /** The facets in which two outcomes differ, by name. */
    public Set<String> differing(Outcome other) {
        Set<String> names = new TreeSet<>(facets.keySet());
        names.addAll(other.facets.keySet());
        names.removeIf(name -> facet(name).equals(other.facet(name)));
        return names;
    }

    /** Whether a facet holds what a form said of a person; such a value is never told. */
    static boolean personal(String facet) {
        return facet.startsWith("check.") || facet.startsWith("read.") || PERSONAL.contains(facet.split("\\.", 2)[0]);
    }

    /** The facets are personal: only their names are told. */
    @Override
    public String toString() {
        return "Outcome" + facets.keySet();
    }
}
