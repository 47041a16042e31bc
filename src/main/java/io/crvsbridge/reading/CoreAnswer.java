package io.crvsbridge.reading;

import io.crvsbridge.document.StrictJson;
import io.crvsbridge.document.UnreadableDocument;
import io.crvsbridge.kernel.PeerAnswer;
import io.crvsbridge.reading.CoreReading.Found;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What Core's answers to a question mean (Core contract, section 3). None of its words are told on: they may quote what was asked. */
final class CoreAnswer {

    /** Core does not take the token. */
    static final Found.Refused TOKEN_REFUSED = new Found.Refused("Core does not take the token (401)", true);

    private static final String NOT_FOUND = "NOT_FOUND";
    /** Statuses of the 400s that may pass. */
    private static final Set<Integer> PASSING = Set.of(408, 425, 429);

    private CoreAnswer() {}

    /** Of a tRPC query. @param shown what comes of {@code result.data.json}; never asked about a null, which means that there is nothing */
    static Found ofQuery(PeerAnswer answer, Function<JsonValue, Found> shown) {
        return of(answer, body -> {
            JsonValue json = member(member(body, "result"), "data").get("json");
            return json == null ? odd(answer) : json == JsonValue.NULL ? new Found.Nothing() : shown.apply(json);
        });
    }

    /** Of any question. An answer that is no JSON object is not Core's, whatever its status. @param shown what comes of a success */
    static Found of(PeerAnswer answer, Function<JsonObject, Found> shown) {
        return json(answer.body()).map(body -> switch (answer.status()) {
            case 200 -> shown.apply(body);
            case 401 -> TOKEN_REFUSED;
            case 403 -> new Found.Refused("Core does not permit it to whoever asks (403)");
            case 404 -> isMissing(body) ? new Found.Nothing() : odd(answer);
            default -> failed(answer);
        }).orElseGet(() -> odd(answer));
    }

    /** Whether Core has no such procedure, which it says in either form ({@code error-bodies}, "no REST form of accept"). */
    static boolean isUnknown(PeerAnswer answer) {
        return answer.status() == 404 && json(answer.body()).filter(body -> isMissing(body) || is(body, "code", NOT_FOUND)).isPresent();
    }

    /** What is missing is told in the form of its procedures. */
    private static boolean isMissing(JsonObject body) {
        return is(member(member(member(body, "error"), "json"), "data"), "code", NOT_FOUND);
    }

    private static Found failed(PeerAnswer answer) {
        int status = answer.status();
        return status >= 400 && status < 500 && !PASSING.contains(status) ? new Found.Refused("Core answered " + status)
                : new Found.NotYet("Core answered " + status, answer.retryAfter());
    }

    static Found odd(PeerAnswer answer) {
        return new Found.NotYet("Core answered " + answer.status() + " in a form that cannot be read", answer.retryAfter());
    }

    private static Optional<JsonObject> json(String body) {
        try {
            return Optional.of(StrictJson.object(body.getBytes(StandardCharsets.UTF_8)));
        } catch (UnreadableDocument e) {
            return Optional.empty();
        }
    }

    static JsonObject member(JsonObject object, String key) {
        return object.get(key) instanceof JsonObject child ? child : JsonValue.EMPTY_JSON_OBJECT;
    }

    static boolean is(JsonObject object, String key, String value) {
        return object.get(key) instanceof JsonString text && text.getString().equalsIgnoreCase(value);
    }
}
