package io.crvsbridge.yaml;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A place in a pack's YAML file. Reading it wrongly notes a problem with file, line and place, and goes on. */
public final class YamlNode {

    private static final JsonProvider JSON = JsonProvider.provider();
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,40}(\\.[0-9]{1,40})?");
    private static final Set<String> NULLS = Set.of("null", "~");
    private static final int MAX_DEPTH = 16;
    private static final int MOST_CHARACTERS = 512 * 1024;

    private final Faults faults;
    private final String file;
    private final String place;
    private final Node node;

    private YamlNode(Faults faults, String file, String place, Node node) {
        this.faults = faults;
        this.file = file;
        this.place = place;
        this.node = node;
    }

    /** The root of a file; empty, with a problem noted, if it is not YAML. */
    public static Optional<YamlNode> parse(Faults faults, String file, String text) {
        LoadSettings settings = LoadSettings.builder().setLabel(file).setUseMarks(true)
                .setCodePointLimit(MOST_CHARACTERS).setAllowRecursiveKeys(false).build();
        try {
            if (tooDeep(faults, file, settings, text)) {
                return Optional.empty();
            }
            Optional<Node> root = new Compose(settings).composeString(text);
            if (root.isEmpty()) {
                faults.add(file, 0, "", "the file is empty");
            }
            return root.map(node -> new YamlNode(faults, file, "", node));
        } catch (MarkedYamlEngineException e) {
            faults.add(file, line(e.getProblemMark()), "", "not YAML: " + e.getProblem());
        } catch (ReaderException e) {
            String before = text.substring(0, text.offsetByCodePoints(0, e.getPosition()));
            faults.add(file, Faults.lineAfter(before), "", "not YAML: a control character");
        } catch (YamlEngineException e) {
            faults.add(file, 0, "", "not YAML: " + e.getMessage());
        }
        return Optional.empty();
    }

    /** The composer recurses, the event stream does not. */
    private static boolean tooDeep(Faults faults, String file, LoadSettings settings, String text) {
        int depth = 0;
        for (Event event : new Parse(settings).parseString(text)) {
            depth += event instanceof CollectionStartEvent ? 1 : event instanceof CollectionEndEvent ? -1 : 0;
            if (depth > MAX_DEPTH) {
                faults.add(file, line(event.getStartMark()), "", "not YAML: nested deeper than " + MAX_DEPTH);
                return true;
            }
        }
        return false;
    }

    public void problem(String reason) {
        faults.add(file, line(node.getStartMark()), place, reason);
    }

    /** The same node under a name that says more to the reader than its position. */
    public YamlNode called(String newPlace) {
        return new YamlNode(faults, file, newPlace, node);
    }

    public String place() {
        return place;
    }

    public boolean isMapping() {
        return node instanceof MappingNode;
    }

    /** A mapping with any keys, in the order of the file. */
    public Map<String, YamlNode> entries() {
        Map<String, YamlNode> entries = new LinkedHashMap<>();
        if (!(plain() instanceof MappingNode mapping)) {
            problem("expected a mapping");
            return entries;
        }
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                problem("a key is not text");
            } else if (key.getAnchor().isPresent()) {
                problem("anchors and aliases are not allowed");
            } else {
                String childPlace = place.isEmpty() ? key.getValue() : place + "." + key.getValue();
                YamlNode child = new YamlNode(faults, file, childPlace, tuple.getValueNode());
                if (entries.put(key.getValue(), child) != null) {
                    child.problem("the key appears twice");
                }
            }
        }
        return entries;
    }

    /** A mapping with known keys only; the required ones must be there. */
    public Map<String, YamlNode> entries(Set<String> required, Set<String> optional) {
        Map<String, YamlNode> entries = entries();
        entries.forEach((key, value) -> {
            if (!required.contains(key) && !optional.contains(key)) {
                value.problem("unknown key '" + key + "'");
            }
        });
        for (String key : new TreeSet<>(required)) {
            if (!entries.containsKey(key)) {
                problem("'" + key + "' is missing");
            }
        }
        return entries;
    }

    public boolean isList() {
        return node instanceof SequenceNode;
    }

    public List<YamlNode> items() {
        List<YamlNode> items = new ArrayList<>();
        if (plain() instanceof SequenceNode sequence) {
            for (Node item : sequence.getValue()) {
                items.add(new YamlNode(faults, file, place + "[" + (items.size() + 1) + "]", item));
            }
        } else {
            problem("expected a list");
        }
        return items;
    }

    /** A scalar as it is written; numbers and booleans count as text too. */
    public String text() {
        if (plain() instanceof ScalarNode scalar && !scalar.getValue().isBlank() && !isNull(scalar)) {
            return scalar.getValue();
        }
        problem("expected text");
        return "";
    }

    /** Whoever writes null means nothing, and not the word. */
    private static boolean isNull(ScalarNode scalar) {
        return scalar.getScalarStyle() == ScalarStyle.PLAIN && NULLS.contains(scalar.getValue());
    }

    /** What JSON would make of it: numbers, true, false and null only where they are written without quotes. */
    public JsonValue json() {
        return json(plain());
    }

    private JsonValue json(Node value) {
        if (value instanceof MappingNode) {
            JsonObjectBuilder object = JSON.createObjectBuilder();
            entries().forEach((key, child) -> object.add(key, child.json()));
            return object.build();
        }
        if (value instanceof SequenceNode) {
            JsonArrayBuilder array = JSON.createArrayBuilder();
            items().forEach(item -> array.add(item.json()));
            return array.build();
        }
        return value instanceof ScalarNode scalar ? json(scalar) : JsonValue.NULL;
    }

    private static JsonValue json(ScalarNode scalar) {
        String text = scalar.getValue();
        if (scalar.getTag().equals(Tag.NULL)) {
            return JsonValue.NULL;
        }
        if (scalar.getTag().equals(Tag.BOOL)) {
            return Boolean.parseBoolean(text) ? JsonValue.TRUE : JsonValue.FALSE;
        }
        boolean number = scalar.getTag().equals(Tag.INT) || scalar.getTag().equals(Tag.FLOAT);
        return number && NUMBER.matcher(text).matches() ? JSON.createValue(new BigDecimal(text)) : JSON.createValue(text);
    }

    /** Anchors would let a small file grow without bound, and make it harder to read. */
    private Node plain() {
        if (node.getAnchor().isPresent()) {
            problem("anchors and aliases are not allowed");
            return null;
        }
        return node;
    }

    private static int line(Optional<Mark> mark) {
        return mark.map(m -> m.getLine() + 1).orElse(0);
    }
}
