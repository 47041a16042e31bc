package io.crvsbridge.numbering;

/** A record for which the country's format gives no number. It carries none of the record's data. */
public final class NoNumber extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param reason for a human, without personal data */
    public NoNumber(String reason) {
        super(reason, null, false, false);
    }
}
