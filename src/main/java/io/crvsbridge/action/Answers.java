package io.crvsbridge.action;

import io.crvsbridge.kernel.Additions;
import io.crvsbridge.kernel.JsonMaking;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.util.Optional;

/** The answers that Core understands (Core contract, section 1). */
final class Answers {

    /** Even with every letter escaped the body fits its column. */
    private static final int MOST_REASON = 600;

    private static final int ACCEPTED = 200;
    static final Answer HELD = new Answer(202, "{}");

    private Answers() {}

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
    static Answer with(Answer plain, Additions additions) {
        if (plain.status() != ACCEPTED || additions.isEmpty()) {
            return plain;
        }
        JsonObjectBuilder answer = JsonMaking.object();
        try (JsonReader reader = JsonMaking.reader(new StringReader(plain.body()))) {
            reader.readObject().forEach(answer::add);
        }
        if (!additions.declaration().isEmpty()) {
            answer.add("declaration", additions.declaration());
        }
        if (!additions.annotation().isEmpty()) {
            answer.add("annotation", additions.annotation());
        }
        return new Answer(plain.status(), answer.build().toString());
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
