package io.crvsbridge.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A national ID system as the bridge sees it. Each call is made by one worker at a time for one reference, outside any transaction, and may be repeated:
 * an implementation must make a repetition harmless. Nothing is thrown for an expected refusal; that is a {@link Reply}.
 */
public interface NationalIdSystem {

    /**
     * The reference under which this system will know a record. It is stored before the first call and never changes afterwards.
     *
     * @param number a number that no other reference was or will be given
     * @param at     the moment of creation, UTC
     */
    String newReference(long number, Instant at);

    /** Whether a process that a country pack names is set up. */
    boolean runs(String process);

    /** Settings that are missing and without which every packet would fail; empty when packets may be sent. */
    List<String> missing();

    /** Hands over the packet. May be repeated until it is recorded as done, and is never called again afterwards. */
    Reply deposit(Submission submission);

    /** Starts the work on a deposited packet. Started already counts as done. */
    Reply start(Submission submission);

    /** Whether the operator has set up that it may be asked where records stand. */
    boolean answersInquiries();

    /**
     * Where records stand. Takes at most {@code time} and a little; what could not be asked in it, or had no usable answer, is missing from the result.
     *
     * @param references at most a hundred of ours
     */
    Map<String, Standing> inquire(List<String> references, Duration time);

    /**
     * Asks that the identifier of a record be reported once more.
     *
     * @param request the id of an earlier such request
     */
    Recovery recover(String reference, Optional<String> request);
}
