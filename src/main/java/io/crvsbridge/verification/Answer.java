package io.crvsbridge.verification;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What came of an identity check (MOSIP contract, section 6). Only {@link Verified}, {@link Mismatch} and {@link Unusable} say something about the person; they stand
 * under MOSIP's signature. {@link OurFault} and {@link TryAgain} say that nobody knows. Nothing in an answer is personal.
 */
public sealed interface Answer {

    /** The identifier is that of a person with all the attributes that were asked about. */
    record Verified() implements Answer {}

    /**
     * The person is another one, or MOSIP cannot tell.
     *
     * @param differing attributes that are not those of the identifier's holder
     * @param unheld    attributes that MOSIP does not hold of the holder, so that it cannot compare them
     */
    record Mismatch(Set<Attribute> differing, Set<Attribute> unheld) implements Answer {

        public Mismatch {
            differing = Set.copyOf(differing);
            unheld = Set.copyOf(unheld);
        }

        /** Nothing is known to differ: "cannot tell" rather than "no". */
        public boolean cannotTell() {
            return differing.isEmpty();
        }
    }

    /**
     * The identifier cannot be used: unknown, not issued yet, expired, deactivated, or locked by its holder.
     *
     * @param code IDA's, such as {@code IDA-MLC-003}
     */
    record Unusable(String code) implements Answer {}

    /**
     * Something of ours is wrong: a setting, a certificate, the clock. The same question fails again until a human has mended it.
     *
     * @param code        IDA's, or one of ours: NOT_CONFIGURED, CERTIFICATE_ENDED, GENDER_NOT_MAPPED, RESPONSE_SIGNATURE
     * @param explanation a sentence for the operator
     */
    record OurFault(String code, String explanation) implements Answer {}

    /**
     * There was no usable answer, or MOSIP asked to come again. The same question may succeed later.
     *
     * @param cause      IDA's code, or a sentence
     * @param retryAfter how long to wait, when MOSIP said so
     */
    record TryAgain(String cause, Optional<Duration> retryAfter) implements Answer {

        TryAgain(String cause) {
            this(cause, Optional.empty());
        }
    }
}
