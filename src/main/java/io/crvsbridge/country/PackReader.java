package io.crvsbridge.country;

import io.crvsbridge.expression.CodeTables;
import io.crvsbridge.expression.FormFields;
import io.crvsbridge.field.CodeReader;
import io.crvsbridge.forms.FormsHelp;
import io.crvsbridge.forms.FormsReader;
import io.crvsbridge.idschema.IdSchema;
import io.crvsbridge.numbering.NumberFormat;
import io.crvsbridge.retention.Retention;
import io.crvsbridge.texts.Texts;
import io.crvsbridge.texts.TextsReader;
import io.crvsbridge.yaml.Faults;
import io.crvsbridge.yaml.YamlNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.regex.Pattern;

/** Reads a whole pack and tells everything that is wrong with it. */
final class PackReader {

    private static final Pattern EVENT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,99}");
    private static final Set<String> REQUIRED = Set.of("name", "version", "languages", "schemaVersion", "events");
    private static final Set<String> OPTIONAL = Set.of("registrationNumber", "response", "codes", "retention", "messageLanguages");

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\u2028\\u2029]");

    /** With the mark of its files a version is kept with every decision, in a hundred. */
    private static final int MOST_VERSION = 80;

    private final PackFiles files;
    private final Faults problems = new Faults();
    private final Set<String> named = new HashSet<>();

    private PackReader(PackFiles files) {
        this.files = files;
    }

    static CountryPack read(PackFiles files, ZoneId zone) throws BadCountryPack {
        return new PackReader(files).read(zone);
    }

    private CountryPack read(ZoneId zone) throws BadCountryPack {
        Map<String, YamlNode> entries =
                yaml("pack.yaml").map(root -> root.entries(REQUIRED, OPTIONAL)).orElse(Map.of());
        // Without the list of events and the version nothing else can be said.
        BadCountryPack.throwIfAny(problems);
        IdSchema schema = text(IdSchema.FILE).map(json -> IdSchema.read(problems, json))
                .orElseGet(() -> IdSchema.none());
        String name = line(entries.get("name"), "a name");
        String version = line(entries.get("version"), "a version");
        String recorded = version + files.mark();
        List<String> languages = languages(entries.get("languages"));
        CodeTables codes = Optional.ofNullable(entries.get("codes")).map(new CodeReader(languages, this::yaml)::read).orElse(CodeTables.NONE);
        Map<String, EventPack> events = events(entries.get("events"), new EventPack.Common(recorded, languages, schema, codes));
        Texts texts = Optional.ofNullable(entries.get("messageLanguages")).map(new TextsReader(named, this::yaml)::read).orElse(Texts.NONE);
        CountryPack pack = new CountryPack(
                name,
                version,
                recorded,
                zone,
                languages,
                schema,
                schemaVersion(entries.get("schemaVersion")),
                Optional.ofNullable(entries.get("registrationNumber")).map(node -> NumberFormat.read(node, FormFields.none().with(codes))).orElse(NumberFormat.DEFAULT),
                Optional.ofNullable(entries.get("response")).map(node -> ResponseFields.read(node, events)).orElse(ResponseFields.NONE),
                new Events(events),
                forms(events, texts.languages().isEmpty() ? languages : texts.languages()),
                Optional.ofNullable(entries.get("retention")).map(Retention::read).orElse(Retention.NONE),
                texts);
        BadCountryPack.throwIfAny(problems);
        return pack;
    }

    /** Both are written into logs, one line each. */
    private static String line(YamlNode node, String what) {
        String text = node.text();
        if (text.length() > MOST_VERSION) {
            node.problem(what + " has at most " + MOST_VERSION + " characters");
        }
        if (!CONTROL.matcher(text).replaceAll("").equals(text)) {
            node.problem(what + " is one line of text");
        }
        return text;
    }

    private FormsHelp forms(Map<String, EventPack> events, List<String> languages) {
        Map<String, FormFields> fields = new LinkedHashMap<>();
        events.forEach((event, pack) -> fields.put(event, pack.fields()));
        FormsReader reader = new FormsReader(problems, fields, languages, this::optionalText);
        return optionalText(FormsReader.FILE).flatMap(text -> YamlNode.parse(problems, FormsReader.FILE, text)).map(reader::read).orElse(FormsHelp.none());
    }

    /** Of a file that a pack may do without. */
    private Optional<String> optionalText(String name) {
        return files.has(name) ? text(name) : Optional.empty();
    }

    private Map<String, EventPack> events(YamlNode list, EventPack.Common common) {
        Map<String, EventPack> events = new LinkedHashMap<>();
        if (list.isList() && list.items().isEmpty()) {
            list.problem("at least one event is needed");
        }
        for (YamlNode item : list.items()) {
            String event = item.text();
            named.add(event);
            if (!EVENT.matcher(event).matches()) {
                item.problem("an event is written with letters, digits, '_' and '-'");
            } else if (events.containsKey(event)) {
                item.problem("the event appears twice");
            } else {
                yaml(event + ".yaml").ifPresent(root -> events.put(event, EventPack.read(root, common)));
            }
        }
        return Map.copyOf(events);
    }

    private static List<String> languages(YamlNode node) {
        List<String> languages = node.items().stream().map(YamlNode::text).distinct().toList();
        if (languages.isEmpty() || !languages.stream().allMatch(code -> code.matches("[a-z]{3}"))) {
            node.problem("at least one language code of three letters is needed");
        }
        return languages;
    }

    private static String schemaVersion(YamlNode node) {
        String version = node.text();
        if (!version.matches("[0-9]{1,4}(\\.[0-9]{1,4})?")) {
            node.problem("must be a number such as 0.1");
        }
        return version;
    }

    private Optional<YamlNode> yaml(String name) {
        return text(name).flatMap(text -> YamlNode.parse(problems, name, text));
    }

    private Optional<String> text(String name) {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("whoever loads the pack waits no longer");
        }
        try {
            return text(name, ByteBuffer.wrap(files.read(name)));
        } catch (IOException e) {
            problems.add(name, 0, "", e.getMessage());
            return Optional.empty();
        }
    }

    /** Strict UTF-8: letters that were replaced by question marks would go unseen into a person's record. */
    private Optional<String> text(String name, ByteBuffer bytes) {
        CharBuffer text = CharBuffer.allocate(bytes.remaining());
        // What comes before the first bad byte is decoded, and tells its line.
        boolean bad = StandardCharsets.UTF_8.newDecoder().decode(bytes, text, true).isError();
        text.flip();
        if (bad) {
            problems.add(name, Faults.lineAfter(text), "", "not UTF-8");
            return Optional.empty();
        }
        return Optional.of(text.toString());
    }
}
