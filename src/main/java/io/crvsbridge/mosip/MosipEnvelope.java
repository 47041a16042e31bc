package io.crvsbridge.mosip;

import io.crvsbridge.kernel.BoundedJson;
import io.crvsbridge.kernel.PeerAnswer;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * MOSIP's common envelope. The status says nothing; success shows in the body alone (MOSIP contract, rule 1), and the body may be anything.
 *
 * @param codes    the error codes, made harmless for logs; MOSIP's messages may repeat a person's data and are left out
 * @param response what the call gave, {@link JsonValue#NULL} when it gave nothing
 */
record MosipEnvelope(List<String> codes, JsonValue response) {

    private static final String TOKEN_FAULT = "KER-ATH-";
    private static final int MOST_CODES = 5;
    /** The form of MOSIP's own codes; whatever else stands there might be a word of the request. */
    private static final Pattern CODE = Pattern.compile("[A-Z]{2,6}(-[A-Z0-9]{2,6}){0,2}-[0-9]{2,4}|[0-9]{3}");

    /** Nothing when the body is no JSON object: a page of a proxy, a bare string, nothing at all. */
    static Optional<MosipEnvelope> of(String body) {
        try {
            JsonObject json = BoundedJson.read(body);
            return Optional.of(new MosipEnvelope(codes(json.get("errors")), json.getOrDefault("response", JsonValue.NULL)));
        } catch (BoundedJson.Unfit unreadable) {
            return Optional.empty();
        }
    }

    private static List<String> codes(JsonValue errors) {
        if (errors instanceof JsonArray array) {
            return array.stream().limit(MOST_CODES).map(MosipEnvelope::code).toList();
        }
        return errors instanceof JsonObject ? List.of(code(errors)) : List.of();
    }

    private static String code(JsonValue error) {
        boolean plain = error instanceof JsonObject object && object.get("errorCode") instanceof JsonString code
                && CODE.matcher(code.getString()).matches();
        return plain ? ((JsonObject) error).getString("errorCode") : "unnamed error";
    }

    /** Whether MOSIP, or a proxy before it, did not take our token. Handlers say it by status or in an envelope with status 200. */
    static boolean refusesToken(PeerAnswer answer) {
        return answer.status() == 401 || answer.status() == 403
                || answer.status() == 200 && of(answer.body()).map(MosipEnvelope::namesToken).orElse(false);
    }

    private boolean namesToken() {
        return codes.stream().anyMatch(code -> code.startsWith(TOKEN_FAULT));
    }

    boolean has(String code) {
        return codes.contains(code);
    }

    String codeList() {
        return String.join(", ", codes);
    }
}
