package io.crvsbridge.mosip;

/** MOSIP cannot be used now: it does not answer, or gives us no token. The message is free of personal data. */
public final class MosipUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MosipUnavailable(String message) {
        super(message);
    }

    MosipUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
