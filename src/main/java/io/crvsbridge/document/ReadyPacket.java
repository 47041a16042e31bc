package io.crvsbridge.document;

import io.crvsbridge.country.CountryPack;
import io.crvsbridge.mapping.PacketContent;
import io.crvsbridge.mapping.Unfit;
import io.crvsbridge.kernel.Additions;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A packet that a country config hands over ready-made, as the body of its request has it (middleware's contract, paths): the fields are sent as given, without
 * the pack's mapping and checks. What is no text in them becomes JSON in a text, since a packet maps text to text (MOSIP contract, section 2).
 */
public final class ReadyPacket implements Matter {

    /** What the packet is for. Its name in lower case is the operation of its action. */
    public enum Kind {
        /** Makes an identity; the credential is awaited. */
        BIRTH("MOSIP_PACKET_PROCESS_BIRTH"),
        /** About a person who has one; the good end of the work is awaited. */
        DEATH("MOSIP_PACKET_PROCESS_DEATH"),
        /** New values of a person who has one; each action has such a packet of its own. */
        UPDATE("MOSIP_PACKET_PROCESS_UPDATE");

        private final String process;

        Kind(String process) {
            this.process = process;
        }

        /** The key of the setting that names the process. */
        public String process() {
            return process;
        }

        /** What the action's row calls it. */
        public String operation() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Kind of(String operation) {
            return Arrays.stream(values()).filter(kind -> kind.operation().equals(operation)).findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("a ready-made packet has no operation " + operation));
        }
    }

    /** Says nothing of people, so that its words may be told. */
    static final String SCHEMA = "schemaJson";
    private static final String FIELDS = "requestFields";
    private static final String SCHEMA_VERSION = "[0-9]{1,4}(\\.[0-9]{1,4})?";

    private final JsonObject body;
    private final Optional<String> schema;

    private ReadyPacket(JsonObject body, Optional<String> schema) {
        this.body = body;
        this.schema = schema;
    }

    /** Reads a request. @throws UnreadableDocument with a plain reason, free of the body's data */
    public static ReadyPacket read(byte[] bytes) throws UnreadableDocument {
        return of(StrictJson.object(bytes));
    }

    /** What stands for a packet that somebody else has brought to the national ID system: nothing is sent for it any more. */
    public static byte[] sentElsewhere() {
        return ("{\"" + FIELDS + "\":{}}").getBytes(StandardCharsets.UTF_8);
    }

    /** Core's documents have actions, always. */
    static boolean looksLike(JsonObject json) {
        return json.containsKey(FIELDS) && !json.containsKey("actions");
    }

    static ReadyPacket of(JsonObject json) throws UnreadableDocument {
        if (!(json.get(FIELDS) instanceof JsonObject)) {
            throw new UnreadableDocument("requestFields is missing, or no object");
        }
        if (json.containsKey("actions")) {
            throw new UnreadableDocument("a packet has no actions");
        }
        return new ReadyPacket(json, schema(json.get(SCHEMA)));
    }

    /** MOSIP drops packets without a word whose schema it cannot use (MOSIP contract, section 2), so this one must have its form. */
    private static Optional<String> schema(JsonValue given) throws UnreadableDocument {
        if (given == null || given == JsonValue.NULL || given instanceof JsonString text && text.getString().isBlank()) {
            return Optional.empty();
        }
        String text = text(given);
        JsonValue fields = StrictJson.object(text.getBytes(StandardCharsets.UTF_8));
        for (String step : List.of("properties", "identity", "properties")) {
            fields = fields instanceof JsonObject object ? object.get(step) : null;
        }
        if (!(fields instanceof JsonObject)) {
            throw new UnreadableDocument("schemaJson has no properties.identity.properties");
        }
        return Optional.of(text);
    }

    /** The fields as a packet carries them; what is null is left out. */
    public Map<String, String> fields() {
        return texts(body.getJsonObject(FIELDS));
    }

    /** A field that is a text, as it is. */
    public Optional<String> text(String field) {
        return RequestedAction.text(body.getJsonObject(FIELDS), field);
    }

    /** Whether there is a field of this name, of whatever form. */
    public boolean has(String field) {
        return body.getJsonObject(FIELDS).getOrDefault(field, JsonValue.NULL) != JsonValue.NULL;
    }

    public Optional<String> trackingId() {
        return RequestedAction.text(body, "trackingId");
    }

    /** No rule has a say in it, so nothing comes to it. */
    @Override
    public ReadyPacket with(Additions additions) {
        return this;
    }

    @Override
    public PacketContent content(CountryPack pack, String operation, Map<String, String> context) {
        Kind kind = Kind.of(operation);
        return new PacketContent(kind.process(), fields(), schema.orElse(pack.schemaJson()), schemaVersion(pack), kind == Kind.BIRTH, kind == Kind.BIRTH,
                kind != Kind.UPDATE, notification(), new PacketContent.Extras(labels(), audits()));
    }

    /** The version that the packet says itself, if it brings its schema along. */
    private String schemaVersion(CountryPack pack) {
        return schema.flatMap(given -> Optional.ofNullable(fields().get("IDSchemaVersion"))).filter(version -> version.matches(SCHEMA_VERSION)).orElse(pack.schemaVersion());
    }

    private PacketContent.Notification notification() {
        JsonObject given = object("notification");
        return new PacketContent.Notification(RequestedAction.text(given, "recipientFullName"), RequestedAction.text(given, "recipientPhone"),
                RequestedAction.text(given, "recipientEmail"));
    }

    /** Of metaInfo, the labels that it lists as its metaData, and every other entry as a label of its own. */
    private Map<String, String> labels() {
        Map<String, String> labels = new TreeMap<>(texts(object("metaInfo")));
        Optional<JsonArray> listed = Optional.ofNullable(labels.remove("metaData")).flatMap(ReadyPacket::list);
        listed.stream().flatMap(ReadyPacket::objects).map(ReadyPacket::texts).filter(label -> label.keySet().containsAll(List.of("label", "value")))
                .forEach(label -> labels.put(label.get("label"), label.get("value")));
        return labels;
    }

    /** One audit, or a list of them. */
    private List<Map<String, String>> audits() {
        JsonValue given = body.getOrDefault("audit", JsonValue.NULL);
        Stream<JsonObject> all = given instanceof JsonArray array ? objects(array) : Stream.of(object("audit"));
        return all.map(ReadyPacket::texts).filter(audit -> !audit.isEmpty()).toList();
    }

    /** As it was given. */
    @Override
    public Optional<Unfit> unfit(CountryPack pack, String operation, Map<String, String> context, PacketContent content) {
        return Optional.empty();
    }

    @Override
    public JsonObject acceptExtras() {
        return JsonValue.EMPTY_JSON_OBJECT;
    }

    private JsonObject object(String key) {
        return body.get(key) instanceof JsonObject object ? object : JsonValue.EMPTY_JSON_OBJECT;
    }

    private static Optional<JsonArray> list(String text) {
        try {
            return Optional.ofNullable(StrictJson.object(("{\"list\":" + text + "}").getBytes(StandardCharsets.UTF_8)).get("list") instanceof JsonArray array ? array : null);
        } catch (UnreadableDocument e) {
            return Optional.empty();
        }
    }

    private static Stream<JsonObject> objects(JsonArray array) {
        return array.stream().filter(JsonObject.class::isInstance).map(JsonValue::asJsonObject);
    }

    private static Map<String, String> texts(JsonObject object) {
        Map<String, String> texts = new LinkedHashMap<>();
        object.forEach((name, value) -> {
            if (value != JsonValue.NULL) {
                texts.put(name, text(value));
            }
        });
        return texts;
    }

    private static String text(JsonValue value) {
        return value instanceof JsonString string ? string.getString() : value instanceof JsonNumber number ? plain(number) : value.toString();
    }

    /** 20 stays 20, and 0.1 stays 0.1. */
    private static String plain(JsonNumber number) {
        return number.bigDecimalValue().toPlainString();
    }

    /** Masked: a person's data. */
    @Override
    public String toString() {
        return "ReadyPacket[" + body.getJsonObject(FIELDS).keySet() + "]";
    }
}
