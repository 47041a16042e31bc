package io.crvsbridge.dispatch;

import io.crvsbridge.action.ActionState;
import io.crvsbridge.action.Claim;
import io.crvsbridge.action.Endings;
import io.crvsbridge.action.ParkCause;
import io.crvsbridge.action.PendingActions;
import io.crvsbridge.country.CountryPack;
import io.crvsbridge.opencrvs.Confirmation;
import io.crvsbridge.opencrvs.CoreGateway;
import io.crvsbridge.opencrvs.CoreReply;
import io.crvsbridge.document.Discretion;
import io.crvsbridge.document.Matter;
import io.crvsbridge.kernel.JsonMaking;
import io.crvsbridge.document.UnreadableDocument;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** From CREDENTIALED, APPROVED or DECLINED to the end, or to CONFIRMED: tells Core, and records what Core says. */
@Singleton
class CoreStep {

    /** The status that rejects at once (Core contract, section 1). */
    private static final int REJECTED = 400;
    private static final Set<String> NUMBERED = Set.of("REGISTER", CoreGateway.NOT_SAID);

    private final PendingActions actions;
    private final Endings endings;
    private final CoreGateway core;
    private final FreshToken tokens;
    private final Lanes lanes;

    @Inject
    CoreStep(PendingActions actions, Endings endings, CoreGateway core, FreshToken tokens, Lanes lanes) {
        this.actions = actions;
        this.endings = endings;
        this.core = core;
        this.tokens = tokens;
        this.lanes = lanes;
    }

    /** @return the claim when there is more to do under it */
    Optional<Claim> accept(Claim claim, CountryPack pack) {
        if (tooEarly(claim)) {
            return Optional.empty();
        }
        JsonObjectBuilder fields = JsonMaking.object();
        claim.additions().declaration().forEach(fields::add);
        if (claim.state() == ActionState.CREDENTIALED) {
            pack.response(claim.eventType(), known(claim)).forEach(fields::add);
        }
        JsonObject declaration = fields.build();
        try {
            JsonObject extras = Matter.read(claim.document()).acceptExtras();
            return inLane(claim, current -> core.accept(confirmation(current, declaration, current.additions().annotation(), extras)));
        } catch (UnreadableDocument e) {
            actions.park(claim, ParkCause.MAPPING_FAILED, e.getMessage());
            return Optional.empty();
        }
    }

    /** The identifiers, and the number of the application, which is our reference. */
    private static Map<String, String> known(Claim claim) {
        Map<String, String> known = new HashMap<>(claim.identifiers());
        claim.packet().ifPresent(packet -> known.put("AID", packet.reference()));
        return known;
    }

    void reject(Claim claim) {
        boolean late = core.rejectable(claim.actionType());
        if (!late && claim.answered() != REJECTED) {
            actions.park(claim, ParkCause.NO_LATE_REJECT, "Core holds it as requested and takes no later reject of " + claim.actionType());
        } else if (!tooEarly(claim)) {
            inLane(claim, current -> late ? core.reject(bare(current)) : core.look(bare(current)));
        }
    }

    private static Confirmation bare(Claim claim) {
        return confirmation(claim, JsonValue.EMPTY_JSON_OBJECT, JsonValue.EMPTY_JSON_OBJECT, JsonValue.EMPTY_JSON_OBJECT);
    }

    private Optional<Claim> inLane(Claim claim, Function<Claim, CoreReply> call) {
        Optional<Optional<Claim>> told = lanes.in(Lanes.Lane.CORE, () -> tell(claim, call));
        if (told.isEmpty()) {
            actions.postpone(claim, lanes.whenFull(Lanes.Lane.CORE));
        }
        return told.flatMap(Function.identity());
    }

    /**
     * Calls Core; a token it no longer takes is renewed once, and a fresh one that it does not take either parks the action. Core alone says whether a token
     * has ended: our clock may be wrong, and the call costs nothing.
     */
    private Optional<Claim> tell(Claim claim, Function<Claim, CoreReply> call) {
        CoreReply reply = call.apply(claim);
        if (!(reply instanceof CoreReply.TokenRefused)) {
            return record(claim, reply);
        }
        return tokens.of(claim).flatMap(fresh -> {
            CoreReply second = call.apply(fresh);
            if (second instanceof CoreReply.TokenRefused) {
                actions.park(fresh, ParkCause.TOKEN_ENDED, "Core refuses a token fresh from its own exchange");
                return Optional.empty();
            }
            return record(fresh, second);
        });
    }

    private boolean tooEarly(Claim claim) {
        Duration wait = core.mustWait(claim.key().actionId(), claim.receivedAt());
        if (!wait.isZero()) {
            actions.postpone(claim, wait);
        }
        return !wait.isZero();
    }

    private static Confirmation confirmation(Claim claim, JsonObject declaration, JsonObject annotation, JsonObject extras) {
        Optional<String> number = NUMBERED.contains(claim.actionType()) ? claim.registrationNumber() : Optional.empty();
        return new Confirmation(claim.key(), claim.id(), claim.actionType(), number, declaration, annotation, extras, claim.token(), claim.receivedAt());
    }

    private Optional<Claim> record(Claim claim, CoreReply reply) {
        if (claim.state() == ActionState.DECLINED && !core.rejectable(claim.actionType()) && looked(claim, reply)) {
            return Optional.empty();
        }
        if (reply instanceof CoreReply.Accepted accepted) {
            return accepted(claim, accepted);
        } else if (reply instanceof CoreReply.Rejected rejected) {
            boolean ours = claim.state() == ActionState.DECLINED;
            endings.ended(claim, ours ? ActionState.REJECTED : ActionState.REJECTED_ELSEWHERE, rejected.ours() ? null : "Core holds a rejection");
        } else if (reply instanceof CoreReply.Unconfirmed) {
            actions.park(claim, ParkCause.UNCONFIRMED, "Core answered success without showing our action");
        } else if (reply instanceof CoreReply.Refused refused) {
            actions.park(claim, ParkCause.CORE_REFUSED, Discretion.about(claim.document(), claim.additions()).blanked(refused.message()));
        } else if (reply instanceof CoreReply.Unavailable unavailable) {
            actions.failed(claim, unavailable.cause(), unavailable.retryAfter());
        }
        return Optional.empty();
    }

    /** What Core rejects by the answer to the trigger alone: whether the answer has come to it. @return whether that settles it */
    private boolean looked(Claim claim, CoreReply reply) {
        if (reply instanceof CoreReply.Unconfirmed) {
            actions.park(claim, ParkCause.NO_LATE_REJECT, "the answer 400 has not come to Core, which takes no later reject of " + claim.actionType());
            return true;
        }
        if (reply instanceof CoreReply.Refused) {
            endings.ended(claim, ActionState.REJECTED, "told by the answer to the trigger; Core does not let us look");
            return true;
        }
        return false;
    }

    private Optional<Claim> accepted(Claim claim, CoreReply.Accepted accepted) {
        boolean otherNumber = accepted.number().isPresent() && claim.registrationNumber().isPresent() && !accepted.number().equals(claim.registrationNumber());
        boolean elsewhere = claim.state() == ActionState.DECLINED || otherNumber;
        ActionState end = elsewhere ? ActionState.ACCEPTED_ELSEWHERE : ActionState.ACCEPTED;
        if (claim.state() == ActionState.APPROVED && claim.stillToSend()) {
            return Optional.of(endings.confirmed(claim, otherNumber));
        }
        if (otherNumber) {
            endings.endedWithOtherNumber(claim, end);
        } else {
            endings.ended(claim, end, accepted.ours() ? null : "accepted under another transaction with our number");
        }
        return Optional.empty();
    }
}
