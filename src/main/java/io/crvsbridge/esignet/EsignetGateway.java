package io.crvsbridge.esignet;

import io.crvsbridge.kernel.PeerAnswer;
import io.crvsbridge.kernel.PeerCalls;
import io.crvsbridge.kernel.PeerUnreachable;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Form;
import java.net.URI;
import java.util.Map;
import org.eclipse.microprofile.faulttolerance.Bulkhead;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;

/** The calls to eSignet, each short and guarded. Somebody waits for each, so none is repeated by a schedule. Methods are public for the container's interceptors. */
@Singleton
public class EsignetGateway {

    private static final int MOST_BYTES = 256 * 1024;
    /** With a face. */
    private static final int MOST_USERINFO = 2 * 1024 * 1024;
    private static final int AT_ONCE = 20;
    private static final int JUDGED_CALLS = 20;
    private static final long PAUSE_MILLIS = 2_000;

    @Bulkhead(AT_ONCE)
    @CircuitBreaker(requestVolumeThreshold = JUDGED_CALLS, delay = PAUSE_MILLIS, failOn = PeerUnreachable.class)
    public PeerAnswer token(URI url, Map<String, String> headers, Form form) {
        return PeerCalls.form(url, headers, form, MOST_BYTES);
    }

    @Bulkhead(AT_ONCE)
    @CircuitBreaker(requestVolumeThreshold = JUDGED_CALLS, delay = PAUSE_MILLIS, failOn = PeerUnreachable.class)
    public PeerAnswer userinfo(URI url, Map<String, String> headers) {
        return PeerCalls.get(url, headers, MOST_USERINFO);
    }

    @Bulkhead(AT_ONCE)
    @CircuitBreaker(requestVolumeThreshold = JUDGED_CALLS, delay = PAUSE_MILLIS, failOn = PeerUnreachable.class)
    public PeerAnswer push(URI url, Form form) {
        return PeerCalls.form(url, Map.of(), form, MOST_BYTES);
    }

    /** What everybody may read: the discovery document and the keys. */
    @Bulkhead(AT_ONCE)
    public PeerAnswer document(URI url) {
        return PeerCalls.get(url, Map.of(), MOST_BYTES);
    }
}
