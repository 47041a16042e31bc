package io.crvsbridge.e2e;

import io.crvsbridge.simulators.Fault;

/** The ways in which a peer fails us: the rows of the fault matrix. */
enum FaultKind {
    REFUSED("refused"),
    RESET("reset"),
    HANG("hang"),
    TRICKLE("trickle"),
    SLOW("slow, 4 s"),
    STATUS_500("500"),
    STATUS_503("503, Retry-After 3"),
    GARBAGE("garbage"),
    RESPONSE_NULL("response:null"),
    RPR_WIS_001("RPR-WIS-001"),
    BARE_STRING("bare string"),
    HTML("HTML page, 200"),
    STATUS_401("401"),
    STATUS_403("403"),
    REDIRECT("redirect");

    static final int RETRY_AFTER_SECONDS = 3;
    private static final long SLOW_MILLIS = 4_000;
    /** Nobody listens there; whoever follows the redirect is seen to fail. */
    private static final String ELSEWHERE = "http://127.0.0.1:9/elsewhere";

    private final String title;

    FaultKind(String title) {
        this.title = title;
    }

    /** The fault, for as many calls as it is told to hit. A refused connection is no fault of an endpoint but a peer that is down. */
    Fault fault() {
        return switch (this) {
            case RESET -> Fault.reset();
            case HANG -> Fault.hang();
            case TRICKLE -> Fault.trickle();
            case SLOW -> Fault.slow(SLOW_MILLIS);
            case STATUS_500 -> Fault.status(500);
            case STATUS_503 -> Fault.status(503).retryAfter(RETRY_AFTER_SECONDS);
            case GARBAGE -> Fault.garbage();
            case RESPONSE_NULL -> Fault.emptyResponse();
            case RPR_WIS_001 -> Fault.mosipError("RPR-WIS-001");
            case BARE_STRING -> Fault.bareString("Unable to access API resource");
            case HTML -> Fault.html();
            case STATUS_401 -> Fault.status(401);
            case STATUS_403 -> Fault.status(403);
            case REDIRECT -> Fault.redirect(ELSEWHERE);
            case REFUSED -> throw new IllegalStateException("take the peer down");
        };
    }

    @Override
    public String toString() {
        return title;
    }
}
