package io.crvsbridge.esignet;

/** Something under eSignet's name proves nothing. The cause alone is told, and nothing of what came. */
final class Untrusted extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What was wrong, for the counter and the log. */
    enum Cause {
        /** No answer of the form that was asked for. */
        ODD_ANSWER,
        /** No signed JWT in its one spelling; an unsigned answer among them. */
        MALFORMED,
        /** Another way of signing than RS256, PS256 and ES256, or a header that brings a key of its own. */
        ALGORITHM,
        /** No key of that id is published. */
        KEY_UNKNOWN,
        /** The published key did not sign it. */
        SIGNATURE,
        /** Another issuer, or none. */
        ISSUER,
        /** Not for us. */
        AUDIENCE,
        /** Expired, or from the future. */
        TIME,
        /** The login is not the one that was begun. */
        NONCE,
        /** Userinfo and ID token speak of different people, or of nobody. */
        SUBJECT,
        /** Encrypted for another key, or in a way that we do not take. */
        ENCRYPTION,
        /** The token is not bound to our key though it must be. */
        UNBOUND
    }

    private final Cause cause;

    Untrusted(Cause cause) {
        super(cause.name(), null, false, false);
        this.cause = cause;
    }

    Cause why() {
        return cause;
    }
}
