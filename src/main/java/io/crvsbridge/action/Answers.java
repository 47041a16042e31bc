package io.crvsbridge.action;

import io.crvsbridge.kernel.JsonMaking;
import java.util.Optional;

/** The answers that Core understands (Core contract, section 1). */
final class Answers {

    /** Even with every letter escaped the body fits its column. */
    private static final int MOST_REASON = 600;

    static final Answer HELD = new Answer(202, "{}");

    private Answers() {}

    static Answer of(Opening opening, Optional<String> number) {
        if (opening.held().isPresent()) {
            return HELD;
        }
        return switch (opening.decision()) {
            case HOLD, TELL -> HELD;
            case ACCEPT -> new Answer(200, number.map(n -> JsonMaking.object().add("registrationNumber", n).build().toString()).orElse("{}"));
            case REFUSE -> new Answer(400, JsonMaking.object().add("reason", shortened(opening.reason().orElse(""))).build().toString());
        };
    }

    private static String shortened(String reason) {
        return reason.length() > MOST_REASON ? reason.substring(0, MOST_REASON) : reason;
    }
}
