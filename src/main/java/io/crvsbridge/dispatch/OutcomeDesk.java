package io.crvsbridge.dispatch;

import io.crvsbridge.action.Conclusions;
import io.crvsbridge.action.Identifications;
import io.crvsbridge.document.Discretion;
import io.crvsbridge.identity.Declined;
import io.crvsbridge.identity.Identified;
import io.crvsbridge.identity.Outcomes;
import io.crvsbridge.identity.Reason;
import io.crvsbridge.kernel.Additions;
import io.crvsbridge.opencrvs.CoreGateway;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Where providers report: hands outcomes to the pending actions. */
@Singleton
class OutcomeDesk implements Outcomes {

    private final Identifications identifications;
    private final Conclusions conclusions;
    private final CoreGateway core;

    @Inject
    OutcomeDesk(Identifications identifications, Conclusions conclusions, CoreGateway core) {
        this.identifications = identifications;
        this.conclusions = conclusions;
        this.core = core;
    }

    @Override
    public Receipt processed(String reference, String evidence) {
        return receipt(conclusions.processed(reference, evidence, core::mustWait));
    }

    @Override
    public Receipt paused(String reference, String heard, String evidence) {
        return receipt(conclusions.paused(reference, heard, evidence));
    }

    @Override
    public Receipt declined(Declined outcome) {
        return receipt(conclusions.declined(outcome.reference(), outcome.evidence(), core::mustWait, (document, additions) -> told(outcome.reason(), document, additions)));
    }

    /** Without the document nobody can say which words of a comment are about people. */
    private static String told(Reason reason, byte[] document, Additions additions) {
        return document.length == 0 || reason.comment().isEmpty() ? reason.code() : reason.code() + ": " + Discretion.about(document, additions).blanked(reason.comment());
    }

    private static Receipt receipt(Conclusions.Result result) {
        return switch (result) {
            case TAKEN -> Receipt.TAKEN;
            case KNOWN -> Receipt.KNOWN;
            case LATE -> Receipt.ORPHANED;
            case UNKNOWN_REFERENCE -> Receipt.UNKNOWN_REFERENCE;
            case CONTRADICTION -> Receipt.CONTRADICTION;
        };
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
