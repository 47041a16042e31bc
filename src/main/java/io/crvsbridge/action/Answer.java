package io.crvsbridge.action;

import io.crvsbridge.kernel.Additions;
import io.crvsbridge.kernel.JsonMaking;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.util.Optional;

/**
 * What Core's trigger was answered (Core contract, section 1); given again, byte for byte, whenever the trigger is repeated.
 *
 * @param status 200, 202 or 400
 * @param body   a JSON object
 */
public record Answer(int status, String body) {

    /** Even with every letter escaped the body fits its column. */
    private static final int MOST_REASON = 600;

    private static final int ACCEPTED = 200;
    static final Answer HELD = new Answer(202, "{}");

    /** To a trigger that is opened. */
    static Answer of(Opening opening, Optional<String> number) {
        if (opening.held().isPresent()) {
            return HELD;
        }
        return switch (opening.decision()) {
            case HOLD, TELL -> HELD;
            case ACCEPT -> new Answer(ACCEPTED, accepted(number));
            case REFUSE -> new Answer(400, JsonMaking.object().add("reason", shortened(opening.reason().orElse(""))).build().toString());
        };
    }

    /** The answer with what goes into the record and the action's annotation; only an acceptance takes that. */
    Answer with(Additions additions) {
        if (status != ACCEPTED || additions.isEmpty()) {
            return this;
        }
        JsonObjectBuilder answer = JsonMaking.object();
        try (JsonReader reader = JsonMaking.reader(new StringReader(body))) {
            reader.readObject().forEach(answer::add);
        }
        if (!additions.declaration().isEmpty()) {
            answer.add("declaration", additions.declaration());
        }
        if (!additions.annotation().isEmpty()) {
            answer.add("annotation", additions.annotation());
        }
        return new Answer(status, answer.build().toString());
    }

    private static String accepted(Optional<String> number) {
        JsonObjectBuilder answer = JsonMaking.object();
        number.ifPresent(n -> answer.add("registrationNumber", n));
        return answer.build().toString();
    }

    private static String shortened(String reason) {
        return reason.length() > MOST_REASON ? reason.substring(0, MOST_REASON) : reason;
    }
}
