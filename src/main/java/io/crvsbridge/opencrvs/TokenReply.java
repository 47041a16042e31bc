package io.crvsbridge.opencrvs;

import io.crvsbridge.kernel.PeerAnswer;
import io.crvsbridge.kernel.PeerUnreachable;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.exceptions.FaultToleranceException;

/** What Core's auth service makes of a request for a token (Core contract, section 2). */
public sealed interface TokenReply {

    /** Statuses of the 400s that say nothing against us. */
    Set<Integer> PASSING = Set.of(408, 425, 429);

    /** A token. */
    record Token(String text) implements TokenReply {
        @Override
        public String toString() {
            return "Token";
        }
    }

    /** None, however often we ask: a human must look. */
    record Refused(String cause) implements TokenReply {}

    /** An answer that neither gives a token nor refuses one: a fault that may pass, a redirect, a proxy's page. */
    record Later(String cause, Optional<Duration> retryAfter) implements TokenReply {
        Later(String cause) {
            this(cause, Optional.empty());
        }
    }

    /** @param refusal how a refusal is told to a human */
    static TokenReply of(Supplier<PeerAnswer> call, String refusal) {
        try {
            return read(call.get(), refusal);
        } catch (PeerUnreachable | FaultToleranceException e) {
            return new Later("Core's auth service gave no answer");
        }
    }

    private static TokenReply read(PeerAnswer answer, String refusal) {
        int status = answer.status();
        if (status == 200) {
            return CoreRecord.object(answer.body()).flatMap(o -> CoreRecord.text(o, "access_token")).<TokenReply>map(Token::new)
                    .orElseGet(() -> new Later("Core's auth service gave an answer without a token"));
        }
        boolean refused = status >= 400 && status < 500 && !PASSING.contains(status);
        return refused ? new Refused(refusal) : new Later("Core's auth service answered " + status, answer.retryAfter());
    }
}
