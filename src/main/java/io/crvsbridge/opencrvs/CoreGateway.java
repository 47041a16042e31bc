package io.crvsbridge.opencrvs;

import io.crvsbridge.kernel.PeerAnswer;
import io.crvsbridge.kernel.PeerUnreachable;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.exceptions.FaultToleranceException;

/** Our side of telling Core, with the answer table of accept and reject (Core contract, section 3). Never throws for what Core may answer. */
@Singleton
public class CoreGateway {

    private final CorePeer core;
    private final AnswerTimes answers;

    @Inject
    CoreGateway(CorePeer core, AnswerTimes answers) {
        this.core = core;
        this.answers = answers;
    }

    /** How long the action must still not be accepted or rejected; zero when it may. */
    public Duration mustWait(String actionId, Instant receivedAt) {
        return answers.wait(actionId, receivedAt);
    }

    /** Whether Core takes an asynchronous reject for this type of action. */
    public boolean rejectable(String actionType) {
        return ActionType.find(actionType).map(ActionType::rejectable).orElse(false);
    }

    /** Tells Core to accept. A success that does not show our action is asked for once more, then looked up. */
    public CoreReply accept(Confirmation c) {
        CoreReply first = acceptOnce(c);
        CoreReply second = first instanceof CoreReply.Unconfirmed ? acceptOnce(c) : first;
        return second instanceof CoreReply.Unconfirmed ? lookUp(c) : second;
    }

    /** Tells Core to reject. Core answers 500 when somebody has accepted, so the record is then looked up. */
    public CoreReply reject(Confirmation c) {
        CoreReply reply = guarded(() -> rejected(core.act(c.token(), c.procedure("reject"), c.rejectBody()), c));
        boolean perhapsDecided = reply instanceof CoreReply.Unavailable || reply instanceof CoreReply.Unconfirmed;
        if (!perhapsDecided) {
            return reply;
        }
        CoreReply seen = lookUp(c);
        return seen instanceof CoreReply.Accepted || seen instanceof CoreReply.Rejected ? seen : reply;
    }

    private CoreReply acceptOnce(Confirmation c) {
        return guarded(() -> accepted(core.act(c.token(), c.procedure("accept"), c.acceptBody()), c));
    }

    private CoreReply lookUp(Confirmation c) {
        return guarded(() -> {
            PeerAnswer answer = core.get(c.token(), c.key().eventId());
            return answer.status() == 200 ? shown(answer, c) : failure(answer);
        });
    }

    private static CoreReply accepted(PeerAnswer answer, Confirmation c) {
        if (answer.status() == 200) {
            return shown(answer, c);
        }
        if (answer.status() == 400 && CoreRecord.errorMessage(answer.body()).contains("already been rejected")) {
            return new CoreReply.Rejected(false);
        }
        return failure(answer);
    }

    private static CoreReply rejected(PeerAnswer answer, Confirmation c) {
        return answer.status() == 200 ? shown(answer, c) : failure(answer);
    }

    private static CoreReply shown(PeerAnswer answer, Confirmation c) {
        Optional<CoreRecord> record = CoreRecord.read(answer.body(), c.key().actionId());
        if (record.isEmpty()) {
            return new CoreReply.Unavailable("200 without a record", Optional.empty());
        }
        return record.get().accepted().<CoreReply>map(a -> {
            Optional<String> number = CoreRecord.text(a, "registrationNumber");
            boolean ours = c.transactionId().equals(CoreRecord.text(a, "transactionId").orElse(null)) || number.isPresent() && number.equals(c.registrationNumber());
            return new CoreReply.Accepted(ours, number);
        }).or(() -> record.get().rejected().map(a -> new CoreReply.Rejected(c.transactionId().equals(CoreRecord.text(a, "transactionId").orElse(null)))))
                .orElseGet(CoreReply.Unconfirmed::new);
    }

    private static CoreReply failure(PeerAnswer answer) {
        int status = answer.status();
        if (status == 401) {
            return new CoreReply.TokenRefused();
        }
        boolean passing = status == 408 || status == 425 || status == 429;
        if (status >= 400 && status < 500 && !passing) {
            return new CoreReply.Refused("Core answered " + status + ": " + CoreRecord.errorMessage(answer.body()));
        }
        return new CoreReply.Unavailable("Core answered " + status, answer.retryAfter());
    }

    private static CoreReply guarded(Supplier<CoreReply> call) {
        try {
            return call.get();
        } catch (PeerUnreachable e) {
            return new CoreReply.Unavailable("Core: " + e.getMessage(), Optional.empty());
        } catch (FaultToleranceException e) {
            return new CoreReply.Unavailable("Core: held back, it failed or was too busy lately", Optional.empty());
        }
    }
}
