package io.crvsbridge.mosip;

import io.crvsbridge.kernel.BoundedJson;
import io.crvsbridge.kernel.PeerAnswer;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What MOSIP's login answered. The token comes in a cookie and a header, never in the body, and success shows in the body alone (MOSIP contract, section 1). */
sealed interface TokenAnswer {

    /** A token and how long it is good. */
    record Token(String value, Duration good) implements TokenAnswer {
        @Override
        public String toString() {
            return "Token[for " + good + "]";
        }
    }

    /**
     * No token, and why.
     *
     * @param retryAfter what the login asked for, if it did
     */
    record None(String cause, Optional<Duration> retryAfter) implements TokenAnswer {
        None(String cause) {
            this(cause, Optional.empty());
        }
    }

    String NAME = "Authorization";
    Pattern HARMLESS = Pattern.compile("[A-Za-z0-9._~+/=-]{1,8000}");
    Duration BEFORE_EXPIRY = Duration.ofSeconds(60);
    Duration LONGEST = Duration.ofDays(1);
    /** For a token that does not tell its end, as a mock's. */
    Duration OPAQUE = Duration.ofMinutes(5);

    static TokenAnswer read(PeerAnswer answer, Instant now) {
        if (answer.status() != 200) {
            return new None(answer.status() == 500 ? "status 500, which is also how a wrong client secret shows" : "status " + answer.status(), answer.retryAfter());
        }
        Optional<MosipEnvelope> envelope = MosipEnvelope.of(answer.body());
        if (envelope.isEmpty()) {
            return new None("an answer that is not MOSIP's");
        }
        if (!envelope.get().codes().isEmpty()) {
            return new None(envelope.get().codeList());
        }
        if (envelope.get().response() == JsonValue.NULL) {
            return new None("an empty response");
        }
        return token(answer).<TokenAnswer>map(value -> new Token(value, good(value, now))).orElseGet(() -> new None("success without a token"));
    }

    private static Optional<String> token(PeerAnswer answer) {
        Stream<String> cookies = answer.header("Set-Cookie").stream().flatMap(TokenAnswer::cookieValue);
        return Stream.concat(cookies, answer.header(NAME).stream()).map(TokenAnswer::bare).filter(value -> HARMLESS.matcher(value).matches()).findFirst();
    }

    /** The value of {@code name=value; attributes}, when the name is ours. */
    private static Stream<String> cookieValue(String cookie) {
        String pair = cookie.split(";", 2)[0];
        int equals = pair.indexOf('=');
        return equals > 0 && pair.substring(0, equals).strip().equalsIgnoreCase(NAME) ? Stream.of(pair.substring(equals + 1)) : Stream.empty();
    }

    private static String bare(String value) {
        String text = value.strip();
        if (text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")) {
            text = text.substring(1, text.length() - 1);
        }
        return text.regionMatches(true, 0, "Bearer ", 0, 7) ? text.substring(7).strip() : text;
    }

    private static Duration good(String token, Instant now) {
        JsonObject claims = claims(token);
        Duration good = instant(claims, "exp").map(end -> life(instant(claims, "iat"), end, now).minus(BEFORE_EXPIRY)).orElse(OPAQUE);
        return good.compareTo(LONGEST) > 0 ? LONGEST : good;
    }

    /** What is left of a token just issued. A clock of ours that holds it for ended, or for not yet issued, is wrong: then its own word counts. */
    private static Duration life(Optional<Instant> issued, Instant end, Instant now) {
        Duration left = Duration.between(now, end);
        Duration whole = issued.map(start -> Duration.between(start, end)).orElse(left);
        return left.compareTo(BEFORE_EXPIRY) <= 0 || left.compareTo(whole) > 0 ? whole : left;
    }

    private static JsonObject claims(String token) {
        String[] parts = token.split("\\.");
        if (parts.length != 3) {
            return JsonValue.EMPTY_JSON_OBJECT;
        }
        try {
            return BoundedJson.read(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8));
        } catch (BoundedJson.Unfit | IllegalArgumentException opaque) {
            return JsonValue.EMPTY_JSON_OBJECT;
        }
    }

    private static Optional<Instant> instant(JsonObject claims, String name) {
        try {
            return claims.get(name) instanceof JsonNumber seconds ? Optional.of(Instant.ofEpochSecond(seconds.bigDecimalValue().longValue())) : Optional.empty();
        } catch (DateTimeException beyond) {
            return Optional.empty();
        }
    }
}
