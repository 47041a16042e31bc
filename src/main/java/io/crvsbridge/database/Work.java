package io.crvsbridge.database;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** When a row's work is due, who has it leased, and how often it failed in a row. The columns that {@link LeaseTable} reads. */
@Embeddable
public class Work {

    @Column(name = "due_at")
    private Instant dueAt;

    private String lease;

    @Column(name = "leased_until")
    private Instant leasedUntil;

    private int failures;

    @Column(name = "failing_since")
    private Instant failingSince;

    protected Work() {}

    /** @param dueAt when the first work is due; {@code null} when none is */
    public Work(Instant dueAt) {
        this.dueAt = dueAt;
    }

    /** Goes on: what failed before is past, the next work is due at {@code due}, or never when {@code null}. The lease is kept. */
    public void next(Instant due) {
        this.dueAt = due;
        this.failures = 0;
        this.failingSince = null;
    }

    /** Due again at {@code due}, without a failure; the lease is given back. */
    public void postpone(Instant due) {
        this.dueAt = due;
        release();
    }

    /** The wait that the retry schedule gives after one more failure, or nothing when patience is at its end. */
    public Optional<Duration> waitAfterFailure(Instant now, Optional<Duration> retryAfter, RandomGenerator random) {
        return RetrySchedule.next(failures + 1, failingSince == null ? now : failingSince, now, retryAfter, random);
    }

    /** One more failure: due again at {@code due}, the lease is given back. */
    public void failed(Instant now, Instant due) {
        this.failures++;
        this.failingSince = failingSince == null ? now : failingSince;
        postpone(due);
    }

    public void release() {
        this.lease = null;
        this.leasedUntil = null;
    }

    /** The lease under which the row is worked on; {@code null} when nobody has it. */
    public String lease() {
        return lease;
    }

    public Instant dueAt() {
        return dueAt;
    }

    public int failures() {
        return failures;
    }

    public Instant failingSince() {
        return failingSince;
    }
}
