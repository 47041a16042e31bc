package io.crvsbridge.mosip;

import io.crvsbridge.identity.Reply;
import io.crvsbridge.kernel.PeerAnswer;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;

/** Reads workflowinstance's answer, whose status is 200 in every case and whose body may be a bare string (MOSIP contract, section 3.1). */
final class WorkflowAnswer {

    private static final String PEER = "MOSIP's workflow manager";
    private static final String ALREADY_STARTED = "RPR-WIS-001";
    private static final String MISSING_PARAMETER = "RPR-WIN-000";
    private static final String INVALID_PARAMETER = "RPR-WIN-001";

    private WorkflowAnswer() {}

    static Reply read(PeerAnswer answer) {
        if (answer.status() != 200 || MosipEnvelope.refusesToken(answer)) {
            return OddAnswer.of(PEER, answer);
        }
        return MosipEnvelope.of(answer.body()).map(envelope -> judge(envelope, answer)).orElseGet(() -> OddAnswer.of(PEER, answer));
    }

    private static Reply judge(MosipEnvelope envelope, PeerAnswer answer) {
        if (envelope.has(ALREADY_STARTED)) {
            return new Reply.Done();
        }
        if (envelope.has(MISSING_PARAMETER) || envelope.has(INVALID_PARAMETER)) {
            return new Reply.Faulty(PEER + " does not accept our request (" + envelope.codeList() + ")");
        }
        if (!envelope.codes().isEmpty()) {
            return new Reply.Unavailable(PEER + " reports " + envelope.codeList(), answer.retryAfter());
        }
        boolean started = envelope.response() instanceof JsonObject response && response.get("workflowInstanceId") instanceof JsonString id && !id.getString().isBlank();
        return started ? new Reply.Done() : new Reply.Unavailable(PEER + " answered without an instance", answer.retryAfter());
    }
}
