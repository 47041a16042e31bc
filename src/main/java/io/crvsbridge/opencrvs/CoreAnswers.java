package io.crvsbridge.opencrvs;

import io.crvsbridge.kernel.PeerAnswer;
import java.util.Optional;

/** What Core's answers mean for one action of ours: the table of accept and reject (Core contract, section 3). */
final class CoreAnswers {

    private CoreAnswers() {}

    /** To an accept. */
    static CoreReply accepted(PeerAnswer answer, Confirmation c) {
        if (answer.status() == 400 && CoreRecord.errorMessage(answer.body()).contains("already been rejected")) {
            return new CoreReply.Rejected(false);
        }
        return seen(answer, c);
    }

    /** To a reject, or to the question for the whole event. */
    static CoreReply seen(PeerAnswer answer, Confirmation c) {
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
}
