package io.crvsbridge.opencrvs;

import java.util.Arrays;
import java.util.Optional;

/** The actions that Core announces (Core contract, sections 1 and 3; VALIDATE is 1.9's). */
public enum ActionType {
    NOTIFY("notify"),
    DECLARE("declare"),
    EDIT("edit"),
    VALIDATE("validate"),
    REGISTER("register"),
    REJECT("reject", false),
    ARCHIVE("archive"),
    PRINT_CERTIFICATE("printCertificate"),
    REQUEST_CORRECTION("correction.request"),
    APPROVE_CORRECTION("correction.approve", false),
    REJECT_CORRECTION("correction.reject", false),
    CUSTOM("custom");

    private final String procedure;
    private final boolean rejectable;

    ActionType(String procedure) {
        this(procedure, true);
    }

    ActionType(String procedure, boolean rejectable) {
        this.procedure = procedure;
        this.rejectable = rejectable;
    }

    /** The part of Core's procedure name between {@code event.actions.} and {@code .accept}. */
    String procedure() {
        return procedure;
    }

    /** Whether Core takes an asynchronous reject of it; for the others it answers 500. */
    boolean rejectable() {
        return rejectable;
    }

    public static Optional<ActionType> find(String name) {
        return Arrays.stream(values()).filter(t -> t.name().equals(name)).findFirst();
    }
}
