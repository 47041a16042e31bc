package io.crvsbridge.kernel;

import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import jakarta.json.JsonArray;
import jakarta.json.JsonConfig;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonParser;

/**
 * JSON from outside, refused before it can cost much: bounded in size, depth, members and the length of numbers, and
 * without repeated names, which two readers could understand differently.
 */
public final class BoundedJson {

    public static final int MAX_BYTES = 6 * 1024 * 1024;
    static final int MAX_DEPTH = 32;
    static final int MAX_VALUES = 2_000;
    private static final int MAX_NAME = 512;
    private static final int MAX_DIGITS = 40;

    /** Held, because finding the provider anew costs more than a small credential. */
    private static final JsonProvider JSON = JsonProvider.provider();
    private static final JsonReaderFactory STRICT =
            JSON.createReaderFactory(Map.of(JsonConfig.KEY_STRATEGY, JsonConfig.KeyStrategy.NONE));

    private int values;
    private long letters;

    private BoundedJson() {
    }

    public static JsonObject read(byte[] utf8) throws Unfit {
        if (utf8.length > MAX_BYTES) {
            throw tooLarge();
        }
        try {
            return read(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString());
        } catch (CharacterCodingException fault) {
            throw malformed("The document is not UTF-8");
        }
    }

    public static JsonObject read(String text) throws Unfit {
        if (text.length() > MAX_BYTES) {
            throw tooLarge();
        }
        try {
            measure(text);
            try (JsonReader reader = STRICT.createReader(new StringReader(text))) {
                JsonObject document = reader.readObject();
                check(document);
                return document;
            }
        } catch (JsonException | IllegalStateException fault) {
            // The parser's own message may quote the document.
            throw malformed("The document is not a JSON object with unique names");
        } catch (ArithmeticException | IllegalArgumentException | UnsupportedOperationException fault) {
            // How the parser refuses a number of too many digits.
            throw tooLarge();
        }
    }

    /** Depth and count are taken from the stream of tokens, before a tree is built. */
    private static void measure(String text) throws Unfit {
        int depth = 0;
        int tokens = 0;
        try (JsonParser parser = JSON.createParser(new StringReader(text))) {
            while (parser.hasNext()) {
                switch (parser.next()) {
                    case START_OBJECT, START_ARRAY -> depth++;
                    case END_OBJECT, END_ARRAY -> depth--;
                    default -> { }
                }
                if (depth > MAX_DEPTH || ++tokens > 3 * MAX_VALUES) {
                    throw tooLarge();
                }
            }
        }
    }

    public static void check(JsonObject document) throws Unfit {
        new BoundedJson().visit(document, 1);
    }

    private void visit(JsonValue value, int depth) throws Unfit {
        if (depth > MAX_DEPTH || ++values > MAX_VALUES) {
            throw tooLarge();
        }
        if (value instanceof JsonObject object) {
            for (Map.Entry<String, JsonValue> member : object.entrySet()) {
                count(member.getKey().length(), MAX_NAME);
                visit(member.getValue(), depth + 1);
            }
        } else if (value instanceof JsonArray array) {
            for (JsonValue item : array) {
                visit(item, depth + 1);
            }
        } else if (value instanceof JsonString string) {
            count(string.getString().length(), MAX_BYTES);
        } else if (value instanceof JsonNumber number) {
            checkDigits(number);
        }
    }

    private void count(int length, int limit) throws Unfit {
        letters += length;
        if (length > limit || letters > MAX_BYTES) {
            throw tooLarge();
        }
    }

    /** A few letters such as 1e999999999 would otherwise be written out in full. */
    private static void checkDigits(JsonNumber number) throws Unfit {
        BigDecimal decimal;
        try {
            decimal = number.bigDecimalValue();
        } catch (ArithmeticException | IllegalArgumentException | UnsupportedOperationException fault) {
            throw tooLarge();
        }
        if (decimal.precision() > MAX_DIGITS || Math.abs((long) decimal.scale()) > MAX_DIGITS) {
            throw tooLarge();
        }
    }

    private static Unfit tooLarge() {
        return new Unfit(true, "The document is too large, too deep or has too many members");
    }

    private static Unfit malformed(String message) {
        return new Unfit(false, message);
    }

    /** The text is no JSON object that we read. The message holds nothing of it. */
    public static final class Unfit extends Exception {

        private final boolean tooLarge;

        private Unfit(boolean tooLarge, String message) {
            super(message, null, false, false);
            this.tooLarge = tooLarge;
        }

        /** Whether it is too large, too deep or has too many members, rather than malformed. */
        public boolean tooLarge() {
            return tooLarge;
        }
    }
}
