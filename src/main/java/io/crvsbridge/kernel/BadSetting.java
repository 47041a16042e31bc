package io.crvsbridge.kernel;

/** A configuration value that is wrong or missing; the message names the key. */
public final class BadSetting extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BadSetting(String message) {
        super(message);
    }

    public BadSetting(String message, Throwable cause) {
        super(message, cause);
    }
}
