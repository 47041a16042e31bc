package io.crvsbridge.action;

import io.crvsbridge.kernel.JsonMaking;
import jakarta.json.JsonObjectBuilder;
import java.util.Optional;
import java.util.TreeMap;

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
            case ACCEPT -> new Answer(200, accepted(opening, number));
            case REFUSE -> new Answer(400, JsonMaking.object().add("reason", shortened(opening.reason().orElse(""))).build().toString());
        };
    }

    private static String accepted(Opening opening, Optional<String> number) {
        JsonObjectBuilder answer = JsonMaking.object();
        number.ifPresent(n -> answer.add("registrationNumber", n));
        if (!opening.findings().isEmpty()) {
            JsonObjectBuilder declaration = JsonMaking.object();
            new TreeMap<>(opening.findings()).forEach(declaration::add);
            answer.add("declaration", declaration);
        }
        return answer.build().toString();
    }

    private static String shortened(String reason) {
        return reason.length() > MOST_REASON ? reason.substring(0, MOST_REASON) : reason;
    }
}
