package io.crvsbridge.kernel;

/** A peer gave no complete answer: refused, reset, timed out, or too large. Whether it did what was asked is unknown, so the same call is repeated. */
public final class PeerUnreachable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public PeerUnreachable(String message, Throwable cause) {
        super(message, cause);
    }
}
