package io.crvsbridge.delivery;

import io.crvsbridge.credential.CredentialRefused;
import io.crvsbridge.identity.Declined;
import io.crvsbridge.identity.Standing;
import io.crvsbridge.mosip.MosipInquiry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Judges what MOSIP's hub tells of workflows; for a bad end it asks MOSIP why, which the message does not say. */
@Singleton
class WorkflowDesk {

    private final MosipInquiry inquiry;

    @Inject
    WorkflowDesk(MosipInquiry inquiry) {
        this.inquiry = inquiry;
    }

    Judgement judge(MessageKind kind, byte[] body, String deliveryId) {
        try {
            WorkflowEvent event = WorkflowEvent.read(body);
            if (event.reference().isEmpty()) {
                return new Judgement.Refused("MALFORMED", "the message names no registration id");
            }
            String reference = event.reference().get();
            return kind == MessageKind.PAUSED
                    ? new Judgement.Paused(reference, "MOSIP waits for further information" + event.wanted().map(w -> " (" + w + ")").orElse(""))
                    : ended(reference, event, deliveryId);
        } catch (CredentialRefused e) {
            return new Judgement.Refused("MALFORMED", e.getMessage());
        }
    }

    private Judgement ended(String reference, WorkflowEvent event, String deliveryId) {
        return switch (event.resultCode().orElse("")) {
            case "PROCESSED" -> new Judgement.Processed(reference);
            case "FAILED", "REJECTED" -> badly(reference, event, deliveryId);
            default -> new Judgement.Refused("MALFORMED", "the message says neither PROCESSED nor FAILED nor REJECTED");
        };
    }

    private Judgement badly(String reference, WorkflowEvent event, String deliveryId) {
        Standing standing = inquiry.ended("MOSIP: " + event.resultCode().orElseThrow() + event.errorCode().map(code -> " (" + code + ")").orElse(""), reference);
        return standing instanceof Standing.Rejected rejected ? new Judgement.Ended(new Declined(reference, rejected.reason(), evidence(deliveryId))) : new Judgement.Processed(reference);
    }

    static String evidence(String deliveryId) {
        return "delivery=" + deliveryId;
    }
}
