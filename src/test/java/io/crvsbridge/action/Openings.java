package io.crvsbridge.action;

import io.crvsbridge.kernel.ActionKey;
import io.crvsbridge.kernel.WhenDeclined;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/** Judged triggers of a made-up record. */
final class Openings {

    static final ActionKey KEY = new ActionKey("11111111-2222-4333-8444-555555555555", "66666666-7777-4888-8999-aaaaaaaaaaaa");
    static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
    static final String TOKEN = "secret-token-of-the-registrar";
    static final String DOCUMENT = "{\"child.name\":\"Pretend Person\"}";

    private Openings() {}

    static Opening of(Decision decision) {
        return of(decision, Optional.empty());
    }

    static Opening of(Decision decision, Optional<String> reason) {
        return new Opening(KEY, "birth", "REGISTER", Optional.empty(), "B7CDEF", NOON.plusSeconds(604_800), TOKEN, DOCUMENT.getBytes(StandardCharsets.UTF_8), decision,
                "birth-rule", "pack-1", Optional.of("birth"), WhenDeclined.REJECT, reason, decision == Decision.ACCEPT, Optional.of("registrar-1"), Optional.empty(), Optional.empty());
    }

    /** An action as it is inserted, with something sealed in it. */
    static PendingAction action(ActionState state) {
        Decision decision = state == ActionState.APPROVED ? Decision.ACCEPT : state == ActionState.DECLINED ? Decision.REFUSE : Decision.HOLD;
        Opening opening = of(decision);
        PendingAction action = new PendingAction("0b0b0b0b-0000-4000-8000-000000000000", opening, state, Answer.of(opening, Optional.of("2026BB7CDEF")), NOON, NOON);
        action.sealed().keepToken(new byte[] {1, 2, 3});
        action.sealed().keepDocument(new byte[] {4, 5, 6});
        action.sealed().keepAdditions(new byte[] {7});
        return action;
    }
}
