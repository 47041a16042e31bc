package io.crvsbridge.e2e;

import java.util.Optional;

/** The calls that a birth makes a peer answer: the columns of the fault matrix. */
enum FaultStep {
    CORE_KEY("Core: key", "keys"),
    LOGIN("MOSIP: login", "auth"),
    PACKET("createPacket", "packet"),
    WORKFLOW("workflow", "workflow"),
    HUB("hub", "hub"),
    KEY("issuer's key", "key"),
    ACCEPT("Core: accept", "accept"),
    REJECT("Core: reject", "reject"),
    EXCHANGE("Core: token", "token"),
    GET("Core: event.get", "get");

    /** The JDK's client repeats a GET by itself when its connection breaks, so that one reset would never be seen. */
    private static final int RESETS_OF_ONE_GET = 6;

    private final String title;
    private final String endpoint;

    FaultStep(String title, String endpoint) {
        this.title = title;
        this.endpoint = endpoint;
    }

    String endpoint() {
        return endpoint;
    }

    /** What only the workflow manager says is asked of nobody else, and of the packet manager as an error that it does not know. */
    boolean meets(FaultKind kind) {
        return kind != FaultKind.RPR_WIS_001 || this == PACKET || this == WORKFLOW;
    }

    /** How many calls the fault hits before it is lifted. */
    int hits(FaultKind kind) {
        boolean get = this == CORE_KEY || this == KEY || this == GET;
        return switch (kind) {
            case RESET -> get ? RESETS_OF_ONE_GET : 1;
            // The second is made by the schedule, and its time tells whether the wish was granted.
            case STATUS_503 -> asksForTime() ? 2 : 1;
            // A first refusal may mean an old token; with a fresh one the second is believed.
            case STATUS_401, STATUS_403 -> this == PACKET || this == WORKFLOW || this == HUB || this == EXCHANGE ? 2 : 1;
            default -> 1;
        };
    }

    /** Whether a Retry-After delays the next call; keys are asked for at a pace of their own. */
    boolean asksForTime() {
        return this != CORE_KEY && this != KEY && this != GET;
    }

    /** Why a human must look, where the contract says that repeating the call is wrong (edges.md, "Core's answers to our accept"). */
    Optional<String> parks(FaultKind kind) {
        boolean forbidden = kind == FaultKind.STATUS_403;
        return switch (this) {
            case ACCEPT, REJECT -> forbidden ? Optional.of("CORE_REFUSED") : Optional.empty();
            case EXCHANGE -> forbidden || kind == FaultKind.STATUS_401 ? Optional.of("TOKEN_ENDED") : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** Whether its births are refused by the rule, and so end by a reject. */
    boolean rejects() {
        return this == REJECT || this == GET;
    }

    @Override
    public String toString() {
        return title;
    }
}
