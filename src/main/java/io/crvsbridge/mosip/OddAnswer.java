package io.crvsbridge.mosip;

import io.crvsbridge.identity.Reply;
import io.crvsbridge.kernel.PeerAnswer;

/** Answers that no handler of MOSIP's gave, whichever call it was: a redirect, a proxy's page, a refused token. */
final class OddAnswer {

    private OddAnswer() {}

    static Reply.Unavailable of(String peer, PeerAnswer answer) {
        return new Reply.Unavailable(peer + " " + why(answer), answer.retryAfter());
    }

    private static String why(PeerAnswer answer) {
        int status = answer.status();
        if (MosipEnvelope.refusesToken(answer)) {
            return "refuses our token; role or audience may be missing";
        }
        if (status >= 300 && status < 400) {
            return "answered with a redirect (" + status + "), which is not followed";
        }
        return status == 200 ? "gave an answer that is not MOSIP's" : "answered " + status;
    }
}
