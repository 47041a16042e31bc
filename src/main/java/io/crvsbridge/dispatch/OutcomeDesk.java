package io.crvsbridge.dispatch;

import io.crvsbridge.action.Identifications;
import io.crvsbridge.identity.Identified;
import io.crvsbridge.identity.Outcomes;
import io.crvsbridge.opencrvs.CoreGateway;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Where providers report: hands outcomes to the pending actions. */
@Singleton
class OutcomeDesk implements Outcomes {

    private final Identifications identifications;
    private final CoreGateway core;

    @Inject
    OutcomeDesk(Identifications identifications, CoreGateway core) {
        this.identifications = identifications;
        this.core = core;
    }

    @Override
    public Receipt identified(Identified outcome) {
        return switch (identifications.identified(outcome.reference(), outcome.identifiers(), outcome.certificateNumber(), outcome.recordReference(),
                outcome.evidence(), core::mustWait)) {
            case TAKEN -> Receipt.TAKEN;
            case KNOWN -> Receipt.KNOWN;
            case ORPHANED -> Receipt.ORPHANED;
            case UNKNOWN_REFERENCE -> Receipt.UNKNOWN_REFERENCE;
            case CONTRADICTION -> Receipt.CONTRADICTION;
        };
    }
}
