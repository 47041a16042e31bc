package io.crvsbridge.verification;

import java.util.Map;
import java.util.Set;

/** What IDA's error codes mean for us (MOSIP contract, section 6, and the codes of MOSIP's {@code IdAuthenticationErrorConstants}). */
final class IdaCode {

    /** The classes, the one that hides all others first. */
    enum Meaning {
        /** Ours to mend. Also what we do not know, since it must not pass for something that was said of a person. */
        OURS,
        AGAIN,
        UNUSABLE,
        DIFFERS,
        /** MOSIP does not hold the attribute. */
        UNHELD
    }

    private static final String FORM = "[A-Z]{2,6}[-_][A-Z]{2,6}[-_]\\d{1,4}";
    private static final Map<Meaning, Set<String>> KNOWN = Map.of(
            Meaning.DIFFERS, Set.of("IDA-DEA-001"),
            Meaning.UNHELD, Set.of("IDA-DEA-003"),
            // Invalid, deactivated, expired, not in the database, locked; then blocked, and of a wrong length or checksum.
            Meaning.UNUSABLE, Set.of("IDA-MLC-002", "IDA-MLC-003", "IDA-MLC-004", "IDA-MLC-005", "IDA-MLC-010", "IDA-MLC-018", "IDA-MLC-019", "IDA-MLC-022", "IDA-MLC-023",
                    "IDA-MLC-026", "IDA-MLC-027", "IDA-MLC-028", "IDA-MLC-029"),
            // Could not be processed; no key from the HSM; a failure or a time-out within MOSIP.
            Meaning.AGAIN, Set.of("IDA-MLC-007", "IDA-MLC-021", "IDA-RST-007", "IDA-RST-008"));

    private IdaCode() {}

    static Meaning meaning(String code) {
        return KNOWN.entrySet().stream().filter(known -> known.getValue().contains(code)).map(Map.Entry::getKey).findFirst().orElse(Meaning.OURS);
    }

    /** The code as it may be shown: whatever does not look like one could hold anything. */
    static String shown(String code) {
        return code.matches(FORM) ? code : "a code of another form";
    }
}
