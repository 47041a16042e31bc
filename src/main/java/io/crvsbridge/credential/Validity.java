package io.crvsbridge.credential;

import io.crvsbridge.credential.CredentialRefused.Cause;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

/** Whether a proved credential is past its own end (Verifiable Credentials Data Model 1.1, section 4.6). MOSIP sets none on the way we know. */
final class Validity {

    private static final String END = "https://www.w3.org/2018/credentials#expirationDate";
    /** Neither a clock that is wrong nor a delivery that waited shall lose a genuine credential. */
    private static final Duration GRACE = Duration.ofDays(1);

    private Validity() {}

    static void check(Statements statements, Instant now) throws CredentialRefused {
        List<String> ends = statements.stream().filter(each -> each.isAsserted() && each.predicate().equals(END)).map(Statement::object).toList();
        for (String end : ends) {
            if (instant(end).plus(GRACE).isBefore(now)) {
                throw new CredentialRefused(Cause.EXPIRED, "The credential has expired");
            }
        }
    }

    private static Instant instant(String text) throws CredentialRefused {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException fault) {
            throw new CredentialRefused(Cause.MALFORMED, "The credential's end is no moment in time");
        }
    }
}
