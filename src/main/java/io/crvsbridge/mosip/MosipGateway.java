package io.crvsbridge.mosip;

import io.crvsbridge.kernel.PeerAnswer;
import io.crvsbridge.kernel.PeerCalls;
import io.crvsbridge.kernel.PeerUnreachable;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Form;
import java.net.URI;
import java.util.Map;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.Bulkhead;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.exceptions.FaultToleranceException;

/**
 * Our side of every call to MOSIP: bounded in time and number, and held back for a moment while nothing answers. The long retrying is the schedules'.
 * Methods are public for the container's interceptors.
 */
@Singleton
public class MosipGateway {

    private static final int MOST_BYTES = 1024 * 1024;
    /** A credential with a face. */
    private static final int MOST_SHARED = 5 * 1024 * 1024;
    private static final int AT_ONCE = 40;
    private static final int FEW_AT_ONCE = 20;
    private static final int JUDGED_CALLS = 20;
    private static final long PAUSE_MILLIS = 2_000;

    /** Makes one call of this gateway. @throws MosipUnavailable when it brought no complete answer */
    public static PeerAnswer reach(Supplier<PeerAnswer> call) {
        try {
            return call.get();
        } catch (PeerUnreachable e) {
            throw new MosipUnavailable("MOSIP did not answer: " + e.getMessage(), e);
        } catch (FaultToleranceException e) {
            throw new MosipUnavailable("calls to MOSIP are held back for a moment", e);
        }
    }

    @Bulkhead(AT_ONCE)
    @CircuitBreaker(requestVolumeThreshold = JUDGED_CALLS, delay = PAUSE_MILLIS, failOn = PeerUnreachable.class)
    public PeerAnswer login(URI url, String body) {
        return PeerCalls.json("POST", url, Map.of(), body, MOST_BYTES);
    }

    @Bulkhead(AT_ONCE)
    @CircuitBreaker(requestVolumeThreshold = JUDGED_CALLS, delay = PAUSE_MILLIS, failOn = PeerUnreachable.class)
    public PeerAnswer createPacket(URI url, String token, String body) {
        return PeerCalls.json("PUT", url, cookie(token), body, MOST_BYTES);
    }

    @Bulkhead(AT_ONCE)
    @CircuitBreaker(requestVolumeThreshold = JUDGED_CALLS, delay = PAUSE_MILLIS, failOn = PeerUnreachable.class)
    public PeerAnswer startWorkflow(URI url, String token, String body) {
        return PeerCalls.json("POST", url, cookie(token), body, MOST_BYTES);
    }

    @Bulkhead(AT_ONCE)
    public PeerAnswer askHub(URI url, String token, Form form) {
        return PeerCalls.form(url, cookie(token), form, MOST_BYTES);
    }

    @Bulkhead(AT_ONCE)
    public PeerAnswer verificationKey(URI url) {
        return PeerCalls.get(url, Map.of(), MOST_BYTES);
    }

    @Bulkhead(AT_ONCE)
    @CircuitBreaker(requestVolumeThreshold = JUDGED_CALLS, delay = PAUSE_MILLIS, failOn = PeerUnreachable.class)
    public PeerAnswer publish(URI url, String token, String body) {
        return PeerCalls.json("POST", url, cookie(token), body, MOST_BYTES);
    }

    @Bulkhead(FEW_AT_ONCE)
    @CircuitBreaker(requestVolumeThreshold = JUDGED_CALLS, delay = PAUSE_MILLIS, failOn = PeerUnreachable.class)
    public PeerAnswer externalStatus(URI url, String token, String body) {
        return PeerCalls.json("POST", url, cookie(token), body, MOST_BYTES);
    }

    @Bulkhead(FEW_AT_ONCE)
    @CircuitBreaker(requestVolumeThreshold = JUDGED_CALLS, delay = PAUSE_MILLIS, failOn = PeerUnreachable.class)
    public PeerAnswer transactions(URI url, String token) {
        return PeerCalls.get(url, cookie(token), MOST_BYTES);
    }

    /** @param body {@code null} for a GET */
    @Bulkhead(FEW_AT_ONCE)
    @CircuitBreaker(requestVolumeThreshold = JUDGED_CALLS, delay = PAUSE_MILLIS, failOn = PeerUnreachable.class)
    public PeerAnswer credentialRequest(String method, URI url, String token, String body) {
        return body == null ? PeerCalls.get(url, cookie(token), MOST_BYTES) : PeerCalls.json(method, url, cookie(token), body, MOST_BYTES);
    }

    @Bulkhead(AT_ONCE)
    @CircuitBreaker(requestVolumeThreshold = JUDGED_CALLS, delay = PAUSE_MILLIS, failOn = PeerUnreachable.class)
    public PeerAnswer share(URI url, String token) {
        return PeerCalls.get(url, cookie(token), MOST_SHARED);
    }

    private static Map<String, String> cookie(String token) {
        return Map.of("Cookie", TokenAnswer.NAME + "=" + token);
    }
}
