package io.crvsbridge.verification;

import io.crvsbridge.kernel.PeerAnswer;
import io.crvsbridge.kernel.PeerCalls;
import io.crvsbridge.kernel.PeerUnreachable;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;

/** Our side of the call to IDA: bounded in time and size, and held back for a moment while nothing answers. Public for the container's interceptors. */
@Singleton
public class IdaGateway {

    private static final int MOST_BYTES = 256 * 1024;
    private static final int JUDGED_CALLS = 20;
    private static final long PAUSE_MILLIS = 2_000;

    /** @throws PeerUnreachable when there is no complete answer within {@code patience}, and ten seconds */
    @CircuitBreaker(requestVolumeThreshold = JUDGED_CALLS, delay = PAUSE_MILLIS, failOn = PeerUnreachable.class)
    public PeerAnswer ask(URI url, String signature, String body, Duration patience) {
        // IDA looks whether the header is there, and not at what it says.
        return PeerCalls.json("POST", url, Map.of("signature", signature, "Authorization", "Authorization"), body, MOST_BYTES, patience);
    }
}
