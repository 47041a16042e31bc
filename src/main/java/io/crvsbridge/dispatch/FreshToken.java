package io.crvsbridge.dispatch;

import io.crvsbridge.action.Claim;
import io.crvsbridge.action.ParkCause;
import io.crvsbridge.action.PendingActions;
import io.crvsbridge.opencrvs.TokenRenewal;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Renews the record token of an action that Core no longer takes, and records what comes of it. */
@Singleton
class FreshToken {

    private final PendingActions actions;
    private final TokenRenewal renewal;

    @Inject
    FreshToken(PendingActions actions, TokenRenewal renewal) {
        this.actions = actions;
        this.renewal = renewal;
    }

    /** The claim under a fresh token, or nothing when there is none now or ever. */
    Optional<Claim> of(Claim claim) {
        TokenRenewal.Renewal result = renewal.renew(claim.key());
        if (result instanceof TokenRenewal.Renewal.Renewed fresh) {
            return Optional.of(actions.tokenRenewed(claim, fresh.token(), fresh.expires()));
        }
        if (result instanceof TokenRenewal.Renewal.Later later) {
            actions.failed(claim, later.cause(), later.retryAfter());
        } else if (result instanceof TokenRenewal.Renewal.Impossible impossible) {
            actions.park(claim, ParkCause.TOKEN_ENDED, impossible.cause());
        }
        return Optional.empty();
    }
}
