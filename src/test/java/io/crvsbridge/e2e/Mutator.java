package io.crvsbridge.e2e;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonStructure;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Spoils JSON documents: a value somewhere within becomes another, a member goes, is doubled or renamed, or the bytes are no longer what they were. */
final class Mutator {

    /** Stands for a text that no JSON library would write. */
    private static final String MARK = "@@raw@@";
    private static final List<String> RAW = List.of("null", "true", "0", "-1", "-0.0", "1e400", "1e999999999", "-1e-999999999", "123456789012345678901234567890",
            "1" + "0".repeat(5_000), "0.1", "\"\"", "\" \"", "\"\\u0000\"", "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"\\uFEFF\"", "\"\\u202e\"", "[]", "{}", "[[]]",
            "[null]", "{\"\":\"\"}", "{\"__proto__\":{}}", "\"' OR '1'='1\"", "\"'; DROP TABLE pending_action; --\"", "\"<script>alert(1)</script>\"",
            "\"<img src=x onerror=alert(1)>\"", "\"${jndi:ldap://127.0.0.1:9/x}\"", "\"#{7*7}\"", "\"../../etc/passwd\"", "\"%00\"", "\"2026-13-45\"",
            "\"0000-00-00T00:00:00.000Z\"", "\"+999999999-12-31T23:59:59.999999999Z\"", "\"-1000000000-01-01\"", "\"1e5\"", "\"NaN\"", "NaN", "Infinity", "undefined", "'x'",
            "\"REGISTER\"", "\"Requested\"", "\"Accepted\"", "\"birth\"", "\"CUSTOM\"", "\"00000000-0000-0000-0000-000000000000\"", "\"not-a-uuid\"",
            "\"" + "x".repeat(70_000) + "\"", "[".repeat(70) + "]".repeat(70), "[".repeat(10_000) + "]".repeat(10_000), "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000));

    private final Random random;

    Mutator(Random random) {
        this.random = random;
    }

    /** A few changes of the document, then written out. */
    String document(JsonObject document) {
        JsonValue changed = document;
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes; i++) {
            changed = changed(changed, new int[] {random.nextInt(Math.max(1, count(changed)))});
        }
        String text = changed.toString();
        while (text.contains("\"" + MARK + "\"")) {
            text = text.replaceFirst("\"" + MARK + "\"", java.util.regex.Matcher.quoteReplacement(RAW.get(random.nextInt(RAW.size()))));
        }
        return text;
    }

    private static int count(JsonValue value) {
        if (value instanceof JsonObject object) {
            return object.values().stream().mapToInt(v -> 1 + count(v)).sum();
        }
        return value instanceof JsonArray array ? array.stream().mapToInt(v -> 1 + count(v)).sum() : 0;
    }

    private JsonValue changed(JsonValue value, int[] left) {
        if (value instanceof JsonObject object) {
            JsonObjectBuilder built = Json.createObjectBuilder();
            object.forEach((name, member) -> member(built, name, member, left));
            return built.build();
        }
        if (value instanceof JsonArray array) {
            JsonArrayBuilder built = Json.createArrayBuilder();
            array.forEach(item -> item(built, item, left));
            return built.build();
        }
        return value;
    }

    private void member(JsonObjectBuilder built, String name, JsonValue member, int[] left) {
        if (left[0]-- != 0) {
            built.add(name, changed(member, left));
            return;
        }
        switch (random.nextInt(6)) {
            case 0 -> { }
            case 1 -> built.add(name + (random.nextBoolean() ? "\u0000" : "x"), member);
            case 2 -> built.add(name, Json.createArrayBuilder().add(member));
            case 3 -> built.add(name, Json.createObjectBuilder().add(name, member));
            default -> built.add(name, MARK);
        }
    }

    private void item(JsonArrayBuilder built, JsonValue item, int[] left) {
        if (left[0]-- != 0) {
            built.add(changed(item, left));
            return;
        }
        switch (random.nextInt(4)) {
            case 0 -> { }
            case 1 -> built.add(item).add(item);
            case 2 -> built.add(item instanceof JsonStructure ? item : Json.createArrayBuilder().add(item).build());
            default -> built.add(MARK);
        }
    }

    /** The same bytes, damaged. */
    byte[] bytes(byte[] good) {
        byte[] bytes = good.clone();
        int at = bytes.length == 0 ? 0 : random.nextInt(bytes.length);
        switch (random.nextInt(9)) {
            case 0 -> bytes = Arrays.copyOf(bytes, at);
            case 1 -> bytes = inserted(bytes, at, new byte[] {0});
            case 2 -> bytes = inserted(bytes, 0, new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF});
            case 3 -> bytes = inserted(bytes, at, new byte[] {(byte) 0xC0, (byte) 0xAF});
            case 4 -> bytes = inserted(bytes, bytes.length, bytes);
            case 5 -> bytes = new String(bytes, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_16);
            case 6 -> bytes = inserted(bytes, at, "[".repeat(10_000).getBytes(StandardCharsets.US_ASCII));
            case 7 -> random.nextBytes(bytes = new byte[random.nextInt(2_000)]);
            default -> flip(bytes);
        }
        return bytes;
    }

    private void flip(byte[] bytes) {
        for (int i = 0; i < 3 && bytes.length > 0; i++) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
    }

    private static byte[] inserted(byte[] into, int at, byte[] what) {
        byte[] all = Arrays.copyOf(into, into.length + what.length);
        System.arraycopy(into, at, all, at + what.length, into.length - at);
        System.arraycopy(what, 0, all, at, what.length);
        return all;
    }

    /** One of the odd values as text, for paths, queries and headers. */
    String odd() {
        String raw = RAW.get(random.nextInt(RAW.size()));
        return raw.length() > 3_000 ? raw.substring(0, 3_000) : raw;
    }
}
