package io.crvsbridge.verification;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.logging.Logger;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** Counts the answers, and tells the operator what is theirs to mend: codes and causes, nothing of a person, a line a minute of each kind. */
@Singleton
class CheckRecords {

    private static final Logger LOG = Logger.getLogger(CheckRecords.class.getName());
    private static final Duration BETWEEN_LINES = Duration.ofMinutes(1);

    private final Consumer<String> counter;
    private final Line faults;
    private final Line forgeries;
    private final Line silences;

    @Inject
    CheckRecords(MetricRegistry registry, Clock clock) {
        this(counting(registry), clock);
    }

    /** Looking a counter up costs more than counting. */
    private static Consumer<String> counting(MetricRegistry registry) {
        Map<String, Counter> counters = new ConcurrentHashMap<>();
        return kind -> counters.computeIfAbsent(kind, k -> registry.counter("identity_checks", new Tag("answer", k))).inc();
    }

    CheckRecords(Consumer<String> counter, Clock clock) {
        this.counter = counter;
        this.faults = new Line(clock);
        this.forgeries = new Line(clock);
        this.silences = new Line(clock);
    }

    void note(Answer answer) {
        counter.accept(kind(answer));
        if (answer instanceof Answer.OurFault fault) {
            note(fault);
        } else if (answer instanceof Answer.TryAgain again && silences.isDue()) {
            LOG.warning(() -> "CB245 MOSIP's ID authentication gave no usable answer (" + again.cause() + "), " + silences.count()
                    + " since the start; the caller was told to try again, and the next line about one comes in a minute at the earliest");
        }
    }

    private void note(Answer.OurFault fault) {
        if (fault.code().equals(AuthAnswers.SIGNATURE)) {
            if (forgeries.isDue()) {
                LOG.severe(() -> "CB244 An answer in the name of MOSIP's ID authentication was not believed: " + fault.explanation() + "; " + forgeries.count()
                        + " since the start. Nobody was verified by it, and the next line about one comes in a minute at the earliest");
            }
        } else if (faults.isDue()) {
            LOG.warning(() -> "CB243 An identity check failed by a fault of ours (" + fault.code() + ": " + fault.explanation() + "), " + faults.count()
                    + " since the start; the caller was told so, and the next line about one comes in a minute at the earliest");
        }
    }

    /** The tag of the counter. */
    static String kind(Answer answer) {
        if (answer instanceof Answer.Mismatch mismatch) {
            return mismatch.cannotTell() ? "cannot_tell" : "mismatch";
        }
        if (answer instanceof Answer.OurFault) {
            return "our_fault";
        }
        if (answer instanceof Answer.TryAgain) {
            return "try_again";
        }
        return answer instanceof Answer.Verified ? "verified" : "unusable";
    }

    /** Whether one more may be logged; each is counted. */
    private static final class Line {

        private final Clock clock;
        private final AtomicLong count = new AtomicLong();
        private volatile Instant last = Instant.EPOCH;

        Line(Clock clock) {
            this.clock = clock;
        }

        /** In either direction, so that a clock that is set back does not silence it. */
        boolean isDue() {
            count.incrementAndGet();
            Instant now = clock.instant();
            boolean due = Duration.between(last, now).abs().compareTo(BETWEEN_LINES) >= 0;
            if (due) {
                last = now;
            }
            return due;
        }

        long count() {
            return count.get();
        }
    }
}
