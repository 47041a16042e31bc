package io.crvsbridge.rehearsal;

import io.crvsbridge.country.PackFolder;
import io.crvsbridge.country.Situation;
import io.crvsbridge.document.RecordSnapshot;
import io.crvsbridge.document.UnreadableDocument;
import io.crvsbridge.kernel.Declaration;
import io.crvsbridge.yaml.Faults;
import io.crvsbridge.yaml.YamlNode;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Reads the samples of a pack: lists in {@code samples/*.yaml}, and documents of Core beside them, which samples name. */
final class SampleReader {

    static final String FOLDER = "samples/";
    static final int MOST = 1_000;
    private static final Set<String> NEEDED = Set.of("sample", "expect");
    private static final Set<String> SHORT_FORM = Set.of("event", "action", "customAction", "at", "declaration", "before", "trackingId", "office");
    private static final Set<String> ALLOWED = Set.of("document", "event", "action", "customAction", "at", "declaration", "before", "trackingId", "office", "registrationNumber", "identifiers", "answers");

    /** What a rule can ask, and the beginning of its questions' keys. */
    private static final Set<String> KINDS = Set.of("check", "read");
    private static final Set<String> SAID = Set.of("verified", "failed", "pending");

    private final PackFolder files;
    private final Faults faults;
    private final Faults warnings;
    private final List<Sample> samples = new ArrayList<>();
    private final Set<String> unused;

    private SampleReader(PackFolder files, Faults faults, Faults warnings) {
        this.files = files;
        this.faults = faults;
        this.warnings = warnings;
        this.unused = new TreeSet<>(files.names(FOLDER));
    }

    static List<Sample> read(PackFolder files, Faults faults, Faults warnings) {
        return new SampleReader(files, faults, warnings).samples();
    }

    private List<Sample> samples() {
        for (String file : files.names(FOLDER)) {
            if (file.endsWith(".yaml")) {
                unused.remove(file);
                text(file).flatMap(text -> YamlNode.parse(faults, file, text)).ifPresent(root -> root.items().forEach(this::take));
            }
        }
        unused.forEach(file -> warnings.add(file, 0, "", "no sample names this file"));
        return List.copyOf(samples);
    }

    private void take(YamlNode item) {
        if (samples.size() == MOST) {
            item.problem("more than " + MOST + " samples");
        }
        if (samples.size() < MOST) {
            sample(item).ifPresent(samples::add);
        }
    }

    private Optional<Sample> sample(YamlNode item) {
        Map<String, YamlNode> entries = item.entries(NEEDED, ALLOWED);
        if (!entries.keySet().containsAll(NEEDED)) {
            return Optional.empty();
        }
        YamlNode place = item.called(entries.get("sample").text());
        Optional<RecordSnapshot> document = Optional.ofNullable(entries.get("document")).flatMap(this::document);
        Optional<Situation> situation = entries.containsKey("document") ? document.map(RecordSnapshot::situation) : situation(place, entries);
        if (entries.containsKey("document") && entries.keySet().stream().anyMatch(SHORT_FORM::contains)) {
            place.problem("a sample has either 'document' or the short form");
        }
        Map<String, String> context = new LinkedHashMap<>();
        document.ifPresent(record -> context.putAll(record.known(record.registrationNumber().map(number -> Map.of("registrationNumber", number)).orElse(Map.of()))));
        Stream.of("registrationNumber", "trackingId", "office").filter(entries::containsKey).forEach(key -> context.put(key, entries.get(key).text()));
        Map<String, String> identifiers = new LinkedHashMap<>();
        Optional.ofNullable(entries.get("identifiers")).ifPresent(node -> node.entries().forEach((identifier, value) -> identifiers.put(identifier, value.text())));
        Replies replies = Optional.ofNullable(entries.get("answers")).map(SampleReader::replies).orElse(Replies.NONE);
        Map<String, Sample.Expected> expected = expected(place, entries.get("expect"));
        return situation.map(there -> new Sample(place, there, Map.copyOf(context), Map.copyOf(identifiers), replies, expected));
    }

    private static Replies replies(YamlNode node) {
        Map<String, YamlNode> entries = node.entries(Set.of(), KINDS);
        Map<String, JsonValue> byKey = new LinkedHashMap<>();
        entries.forEach((kind, said) -> {
            if (KINDS.contains(kind)) {
                said.entries().forEach((name, value) -> byKey.put(kind + ":" + name, fit(kind, value)));
            }
        });
        return new Replies(byKey);
    }

    private static JsonValue fit(String kind, YamlNode value) {
        JsonValue said = value.json();
        if (kind.equals("check") && !(said instanceof JsonString word && SAID.contains(word.getString()))) {
            value.problem("must be verified, failed or pending");
        }
        if (kind.equals("read") && !(said instanceof JsonObject) && said != JsonValue.NULL) {
            value.problem("must be what Core has, a mapping, or null");
        }
        return said;
    }

    private Optional<RecordSnapshot> document(YamlNode name) {
        String file = FOLDER + name.text();
        unused.remove(file);
        try {
            return Optional.of(RecordSnapshot.read(files.read(file)));
        } catch (IOException e) {
            name.problem(file + ": " + e.getMessage());
        } catch (UnreadableDocument e) {
            name.problem(file + " is no document of Core: " + e.getMessage());
        }
        return Optional.empty();
    }

    private static Optional<Situation> situation(YamlNode place, Map<String, YamlNode> entries) {
        if (!entries.keySet().containsAll(Set.of("event", "action", "declaration"))) {
            place.problem("a sample needs 'document', or 'event', 'action' and 'declaration'");
            return Optional.empty();
        }
        Declaration declaration = declaration(entries.get("declaration"));
        Declaration before = entries.containsKey("before") ? declaration(entries.get("before")) : declaration;
        if (entries.get("action").text().contains(":")) {
            entries.get("action").problem("a custom action is written 'action: CUSTOM' with 'customAction: <name>'");
        }
        String custom = entries.containsKey("customAction") ? entries.get("customAction").text() : "";
        return at(entries.get("at")).map(at -> new Situation(entries.get("event").text(), entries.get("action").text(), custom, declaration, () -> before, at));
    }

    /** Without a time of its own a sample would be judged otherwise a year later. */
    private static Optional<Instant> at(YamlNode node) {
        if (node == null) {
            return Optional.of(Instant.parse("2026-01-01T12:00:00Z"));
        }
        try {
            return Optional.of(Situation.time(node.text()));
        } catch (DateTimeException e) {
            node.problem("a time such as 2026-01-01T12:00:00Z is needed");
            return Optional.empty();
        }
    }

    private static Declaration declaration(YamlNode node) {
        if (node.json() instanceof JsonObject values) {
            return Declaration.of(values);
        }
        node.problem("expected a mapping");
        return Declaration.empty();
    }

    private static Map<String, Sample.Expected> expected(YamlNode sample, YamlNode expect) {
        Map<String, Sample.Expected> expected = new LinkedHashMap<>();
        Map<String, YamlNode> facets = expect.entries(Set.of("decision"), Outcome.NAMES);
        facets.forEach((name, node) -> {
            if (Outcome.NAMES.contains(name)) {
                flatten(sample.place() + ": ", name, node, expected);
            }
        });
        return expected;
    }

    private static void flatten(String prefix, String facet, YamlNode node, Map<String, Sample.Expected> expected) {
        YamlNode named = node.called(prefix + facet);
        JsonValue value = node.json();
        if (value instanceof JsonObject) {
            node.entries().forEach((key, child) -> flatten(prefix, facet + "." + key, child, expected));
        } else if (value == JsonValue.NULL) {
            expected.put(facet, new Sample.Expected(named, Optional.empty()));
        } else if (value instanceof JsonArray) {
            expected.put(facet, new Sample.Expected(named, Optional.of(Outcome.names(node.items().stream().map(YamlNode::text).toList()))));
        } else {
            expected.put(facet, new Sample.Expected(named, Optional.of(node.text())));
        }
    }

    private Optional<String> text(String file) {
        try {
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(files.read(file))).toString());
        } catch (CharacterCodingException e) {
            faults.add(file, 0, "", "not UTF-8");
        } catch (IOException e) {
            faults.add(file, 0, "", e.getMessage());
        }
        return Optional.empty();
    }
}
