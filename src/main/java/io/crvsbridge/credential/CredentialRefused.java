package io.crvsbridge.credential;

import java.util.Objects;

/**
 * A credential that is not to be believed, and why. The message names the fault and never what the credential says
 * about a person.
 */
public final class CredentialRefused extends Exception {

    private static final long serialVersionUID = 1L;

    private final Cause reason;

    CredentialRefused(Cause reason, String message) {
        super(message);
        this.reason = Objects.requireNonNull(reason);
    }

    CredentialRefused(Cause reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = Objects.requireNonNull(reason);
    }

    public Cause reason() {
        return reason;
    }

    /** True when the same credential may well be believed later. */
    public boolean retryable() {
        return reason.retryable();
    }

    /** What was wrong. */
    public enum Cause {
        MALFORMED,
        TOO_LARGE,
        UNDECRYPTABLE,
        CONTEXT_NOT_PINNED,
        METHOD_NOT_ALLOWED,
        KEY_UNAVAILABLE,
        PROOF_MISSING,
        PROOF_UNSUPPORTED,
        PROOF_INVALID,
        EXPIRED;

        /** Only the lack of the issuer's key passes with time. */
        boolean retryable() {
            return this == KEY_UNAVAILABLE;
        }
    }
}
