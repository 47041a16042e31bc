package io.crvsbridge.document;

import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonStructure;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonParser;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.NoSuchElementException;

/**
 * Reads a JSON object from bytes that a stranger may have written: strict UTF-8, nothing behind the object, bounded
 * depth and bounded numbers. The last of two equal keys wins, as it does for Core. One byte order mark in front is skipped (RFC 8259, section 8.1).
 */
public final class StrictJson {

    static final int MAX_DEPTH = 64;
    static final int MAX_NUMBER_LENGTH = 64;
    /** What a JavaScript number can hold; a larger one would be Infinity there and a denial of service here. */
    static final int MAX_EXPONENT = 400;

    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final JsonProvider JSON = JsonProvider.provider();

    private StrictJson() {}

    public static JsonObject object(byte[] bytes) throws UnreadableDocument {
        String text = text(bytes);
        new Bounds(text).check();
        try (JsonParser parser = JSON.createParser(new StringReader(text))) {
            if (!parser.hasNext() || parser.next() != JsonParser.Event.START_OBJECT) {
                throw new UnreadableDocument("not a JSON object");
            }
            JsonObject object = parser.getObject();
            if (parser.hasNext()) {
                throw new UnreadableDocument("data after the JSON object");
            }
            return object;
        } catch (JsonException | IllegalStateException | NoSuchElementException | ArithmeticException e) {
            // The parser's message may quote the document, so it is left out.
            throw new UnreadableDocument("malformed JSON");
        }
    }

    /** The same bounds for an object that somebody else has parsed. */
    static void check(JsonValue value) throws UnreadableDocument {
        check(value, 0);
    }

    private static void check(JsonValue value, int depth) throws UnreadableDocument {
        if (value instanceof JsonStructure structure) {
            if (depth >= MAX_DEPTH) {
                throw new UnreadableDocument("nested too deeply");
            }
            Collection<? extends JsonValue> children =
                    structure instanceof JsonObject object ? object.values() : structure.asJsonArray();
            for (JsonValue child : children) {
                check(child, depth + 1);
            }
        } else if (value instanceof JsonNumber number) {
            BigDecimal decimal = number.bigDecimalValue();
            if (decimal.precision() > MAX_NUMBER_LENGTH || Math.abs((long) decimal.scale()) > MAX_EXPONENT) {
                throw new UnreadableDocument("a number is too large");
            }
        }
    }

    private static String text(byte[] bytes) throws UnreadableDocument {
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new UnreadableDocument("not UTF-8");
        }
    }

    /** Looks for depth and long numbers before a parser may stumble over them; leaves the grammar to the parser. */
    private static final class Bounds {

        private final String text;
        private int at;

        Bounds(String text) {
            this.text = text;
        }

        void check() throws UnreadableDocument {
            int depth = 0;
            while (at < text.length()) {
                char c = text.charAt(at);
                if (c == '"') {
                    skipString();
                } else if (c == '-' || (c >= '0' && c <= '9')) {
                    skipNumber();
                } else {
                    depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
                    if (depth > MAX_DEPTH) {
                        throw new UnreadableDocument("nested too deeply");
                    }
                    at++;
                }
            }
        }

        private void skipString() {
            at++;
            while (at < text.length() && text.charAt(at) != '"') {
                at += text.charAt(at) == '\\' ? 2 : 1;
            }
            at++;
        }

        private void skipNumber() throws UnreadableDocument {
            int start = at;
            int exponent = -1;
            while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
                if (text.charAt(at) == 'e' || text.charAt(at) == 'E') {
                    exponent = 0;
                } else if (exponent >= 0 && Character.isDigit(text.charAt(at))) {
                    exponent = Math.min(exponent * 10 + text.charAt(at) - '0', MAX_EXPONENT + 1);
                }
                at++;
            }
            if (at - start > MAX_NUMBER_LENGTH || exponent > MAX_EXPONENT) {
                throw new UnreadableDocument("a number is too large");
            }
        }
    }
}
