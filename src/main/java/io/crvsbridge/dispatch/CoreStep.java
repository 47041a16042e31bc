package io.crvsbridge.dispatch;

import io.crvsbridge.action.ActionState;
import io.crvsbridge.action.Claim;
import io.crvsbridge.action.ParkCause;
import io.crvsbridge.action.PendingActions;
import io.crvsbridge.country.CountryPack;
import io.crvsbridge.opencrvs.Confirmation;
import io.crvsbridge.opencrvs.CoreGateway;
import io.crvsbridge.opencrvs.CoreReply;
import io.crvsbridge.document.RecordSnapshot;
import io.crvsbridge.opencrvs.TokenRenewal;
import io.crvsbridge.document.UnreadableDocument;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** From CREDENTIALED, APPROVED or DECLINED to the end: tells Core, and records what Core says. */
@Singleton
class CoreStep {

    private final PendingActions actions;
    private final CoreGateway core;
    private final TokenRenewal renewal;
    private final Clock clock;

    @Inject
    CoreStep(PendingActions actions, CoreGateway core, TokenRenewal renewal, Clock clock) {
        this.actions = actions;
        this.core = core;
        this.renewal = renewal;
        this.clock = clock;
    }

    Optional<Claim> accept(Claim claim, CountryPack pack) {
        if (tooEarly(claim)) {
            return Optional.empty();
        }
        if (!claim.decideBy().isAfter(clock.instant())) {
            return renew(claim);
        }
        Map<String, String> fields = claim.state() == ActionState.CREDENTIALED ? pack.response(claim.eventType(), claim.identifiers()) : Map.of();
        try {
            return record(claim, core.accept(confirmation(claim, fields)));
        } catch (UnreadableDocument e) {
            actions.park(claim, ParkCause.MAPPING_FAILED, e.getMessage());
            return Optional.empty();
        }
    }

    Optional<Claim> reject(Claim claim) {
        if (!core.rejectable(claim.actionType())) {
            actions.ended(claim, ActionState.REJECTED, "told by the answer to the trigger; Core takes no later reject of this type");
            return Optional.empty();
        }
        if (tooEarly(claim)) {
            return Optional.empty();
        }
        if (!claim.decideBy().isAfter(clock.instant())) {
            return renew(claim);
        }
        return record(claim, core.reject(confirmation(claim, Map.of(), JsonValue.EMPTY_JSON_OBJECT)));
    }

    private boolean tooEarly(Claim claim) {
        Duration wait = core.mustWait(claim.key().actionId(), claim.receivedAt());
        if (!wait.isZero()) {
            actions.postpone(claim, wait);
        }
        return !wait.isZero();
    }

    private static Confirmation confirmation(Claim claim, Map<String, String> fields) throws UnreadableDocument {
        return confirmation(claim, fields, RecordSnapshot.read(claim.document()).acceptExtras());
    }

    private static Confirmation confirmation(Claim claim, Map<String, String> fields, JsonObject extras) {
        Optional<String> number = claim.actionType().equals("REGISTER") ? claim.registrationNumber() : Optional.empty();
        return new Confirmation(claim.key(), claim.id(), claim.actionType(), number, fields, extras, claim.token(), claim.receivedAt());
    }

    private Optional<Claim> record(Claim claim, CoreReply reply) {
        if (reply instanceof CoreReply.TokenRefused) {
            return renew(claim);
        }
        if (reply instanceof CoreReply.Accepted accepted) {
            accepted(claim, accepted);
        } else if (reply instanceof CoreReply.Rejected rejected) {
            boolean ours = claim.state() == ActionState.DECLINED;
            actions.ended(claim, ours ? ActionState.REJECTED : ActionState.REJECTED_ELSEWHERE, rejected.ours() ? null : "Core holds a rejection");
        } else if (reply instanceof CoreReply.Unconfirmed) {
            actions.park(claim, ParkCause.UNCONFIRMED, "Core answered success without showing our action");
        } else if (reply instanceof CoreReply.Refused refused) {
            actions.park(claim, ParkCause.CORE_REFUSED, refused.message());
        } else if (reply instanceof CoreReply.Unavailable unavailable) {
            actions.failed(claim, unavailable.cause(), unavailable.retryAfter());
        }
        return Optional.empty();
    }

    private void accepted(Claim claim, CoreReply.Accepted accepted) {
        boolean otherNumber = accepted.number().isPresent() && claim.registrationNumber().isPresent() && !accepted.number().equals(claim.registrationNumber());
        boolean elsewhere = claim.state() == ActionState.DECLINED || otherNumber;
        ActionState end = elsewhere ? ActionState.ACCEPTED_ELSEWHERE : ActionState.ACCEPTED;
        if (otherNumber) {
            actions.endedWithOtherNumber(claim, end);
        } else {
            actions.ended(claim, end, accepted.ours() ? null : "accepted under another transaction with our number");
        }
    }

    private Optional<Claim> renew(Claim claim) {
        TokenRenewal.Renewal renewed = renewal.renew(claim.key());
        if (renewed instanceof TokenRenewal.Renewal.Renewed fresh) {
            return Optional.of(actions.tokenRenewed(claim, fresh.token(), fresh.expires()));
        }
        if (renewed instanceof TokenRenewal.Renewal.Later later) {
            actions.failed(claim, later.cause(), Optional.empty());
        } else if (renewed instanceof TokenRenewal.Renewal.Impossible impossible) {
            actions.park(claim, ParkCause.TOKEN_ENDED, impossible.cause());
        }
        return Optional.empty();
    }
}
