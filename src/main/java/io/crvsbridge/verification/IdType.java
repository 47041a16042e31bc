package io.crvsbridge.verification;

/** The kinds of identifiers that MOSIP gives to people. */
public enum IdType {
    /** Unique identification number, ten digits by default. */
    UIN,
    /** Virtual id that stands for a UIN, sixteen digits by default. */
    VID;

    private static final String VID_FORM = "\\d{16}";

    /** By MOSIP's default lengths. */
    static IdType byForm(String id) {
        return id.matches(VID_FORM) ? VID : UIN;
    }
}
