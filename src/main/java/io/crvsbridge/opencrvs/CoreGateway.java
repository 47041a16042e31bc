package io.crvsbridge.opencrvs;

import io.crvsbridge.kernel.ActionKey;
import io.crvsbridge.kernel.PeerAnswer;
import io.crvsbridge.kernel.PeerUnreachable;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.exceptions.FaultToleranceException;

/** Our side of telling Core (Core contract, section 3). Never throws for what Core may answer. */
@Singleton
public class CoreGateway {

    /** Stands for an action's type that whoever brought it did not say: Core is asked what it is before it is told anything. */
    public static final String NOT_SAID = "NOT_SAID";

    private final Function<Confirmation, PeerAnswer> accept;
    private final Function<Confirmation, PeerAnswer> reject;
    private final Function<Confirmation, PeerAnswer> get;
    private final AnswerTimes answers;

    @Inject
    CoreGateway(CorePeer core, AnswerTimes answers) {
        this(c -> core.act(c.token(), c.procedure("accept"), c.acceptBody()), c -> core.act(c.token(), c.procedure("reject"), c.rejectBody()),
                c -> core.get(c.token(), c.key().eventId()), answers);
    }

    CoreGateway(Function<Confirmation, PeerAnswer> accept, Function<Confirmation, PeerAnswer> reject, Function<Confirmation, PeerAnswer> get, AnswerTimes answers) {
        this.accept = accept;
        this.reject = reject;
        this.get = get;
        this.answers = answers;
    }

    /** How long the action must still not be accepted or rejected; zero when it may. */
    public Duration mustWait(String actionId, Instant receivedAt) {
        return answers.wait(actionId, receivedAt);
    }

    /** Whether Core takes an asynchronous reject for this type of action. */
    public boolean rejectable(String actionType) {
        return actionType.equals(NOT_SAID) || ActionType.find(actionType).map(ActionType::rejectable).orElse(false);
    }

    /** The type of an action's record, such as {@code birth}; nothing when Core gives no usable answer. @param token of the action */
    public Optional<String> eventType(ActionKey key, String token) {
        Confirmation question = new Confirmation(key, "", NOT_SAID, Optional.empty(), JsonValue.EMPTY_JSON_OBJECT, JsonValue.EMPTY_JSON_OBJECT, JsonValue.EMPTY_JSON_OBJECT, token, Instant.EPOCH);
        try {
            return Optional.of(get.apply(question)).filter(answer -> answer.status() == 200).flatMap(answer -> CoreRecord.eventType(answer.body()));
        } catch (PeerUnreachable | FaultToleranceException e) {
            return Optional.empty();
        }
    }

    /** Tells Core to accept. A success that does not show our action is asked for once more, then looked up. */
    public CoreReply accept(Confirmation c) {
        return c.actionType().equals(NOT_SAID) ? asShown(c, this::accept) : acceptSaid(c);
    }

    /** A procedure of another type than the action's would do the wrong thing (trap 5). */
    private CoreReply asShown(Confirmation c, Function<Confirmation, CoreReply> call) {
        return guarded(() -> {
            PeerAnswer answer = get.apply(c);
            CoreReply seen = CoreAnswers.seen(answer, c);
            if (!(seen instanceof CoreReply.Unconfirmed)) {
                return seen;
            }
            return CoreRecord.read(answer.body(), c.key().actionId()).flatMap(CoreRecord::requested).flatMap(c::of).map(call)
                    .orElseGet(() -> new CoreReply.Refused("Core shows no action of a type that it can be told about"));
        });
    }

    private CoreReply acceptSaid(Confirmation c) {
        CoreReply first = acceptOnce(c);
        CoreReply second = first instanceof CoreReply.Unconfirmed ? acceptOnce(c) : first;
        return second instanceof CoreReply.Unconfirmed ? lookUp(c) : second;
    }

    /** Tells Core to reject. Core answers 500 when somebody has accepted, so the record is then looked up. */
    public CoreReply reject(Confirmation c) {
        if (c.actionType().equals(NOT_SAID)) {
            return asShown(c, shown -> rejectable(shown.actionType()) ? reject(shown) : new CoreReply.Refused("Core takes no later reject of " + shown.actionType()));
        }
        CoreReply reply = guarded(() -> CoreAnswers.seen(reject.apply(c), c));
        boolean perhapsDecided = reply instanceof CoreReply.Unavailable || reply instanceof CoreReply.Unconfirmed;
        if (!perhapsDecided) {
            return reply;
        }
        CoreReply seen = lookUp(c);
        return seen instanceof CoreReply.Accepted || seen instanceof CoreReply.Rejected ? seen : reply;
    }

    /** What Core holds of the action: accepted, rejected, or unconfirmed when it still waits for either. Core notes that the record was read. */
    public CoreReply look(Confirmation c) {
        return lookUp(c);
    }

    private CoreReply acceptOnce(Confirmation c) {
        return guarded(() -> CoreAnswers.accepted(accept.apply(c), c));
    }

    private CoreReply lookUp(Confirmation c) {
        return guarded(() -> CoreAnswers.seen(get.apply(c), c));
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
