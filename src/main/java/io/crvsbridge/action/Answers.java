package io.crvsbridge.action;

import jakarta.json.Json;
import java.util.Optional;

/** The answers that Core understands (Core contract, section 1). */
final class Answers {

    private Answers() {}

    static Answer of(Opening opening, Optional<String> number) {
        return switch (opening.decision()) {
            case HOLD -> new Answer(202, "{}");
            case ACCEPT -> new Answer(200, number.map(n -> Json.createObjectBuilder().add("registrationNumber", n).build().toString()).orElse("{}"));
            case REFUSE -> new Answer(400, Json.createObjectBuilder().add("reason", opening.reason().orElse("")).build().toString());
        };
    }
}
