package io.crvsbridge.e2e;

import io.crvsbridge.simulators.Call;
import io.crvsbridge.simulators.CoreEvent;
import io.crvsbridge.simulators.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One cell of the fault matrix: a birth of its own that meets one fault at one step. */
final class FaultCell {

    private static final Pattern RID = Pattern.compile("\"(\\d{29})\"");
    private static final Pattern TRANSACTION = Pattern.compile("\"transactionId\"\\s*:\\s*\"([^\"]+)\"");

    private final FaultStep step;
    private final FaultKind kind;
    private final CoreEvent birth;
    private final long begun = System.nanoTime();
    private final List<Fault> faults = new CopyOnWriteArrayList<>();
    private volatile boolean seenToFail;
    private volatile String end;
    private volatile Duration took;

    FaultCell(FaultStep step, FaultKind kind, CoreEvent birth) {
        this.step = step;
        this.kind = kind;
        this.birth = birth;
    }

    FaultStep step() {
        return step;
    }

    FaultKind kind() {
        return kind;
    }

    CoreEvent birth() {
        return birth;
    }

    /** Its own fault comes first, others that only lead to the step after it. */
    FaultCell with(Fault fault) {
        faults.add(fault);
        return this;
    }

    /** A refused connection leaves no trace at the peer; the server's metrics tell of it. */
    void failed() {
        seenToFail = true;
    }

    boolean wasHit() {
        return seenToFail || !faults.isEmpty() && !faults.get(0).strikes().isEmpty();
    }

    void lift() {
        faults.forEach(Fault::lift);
    }

    /** Its own fault is over; what leads to the step stays. */
    void liftFirst() {
        faults.get(0).lift();
    }

    void ended(String how) {
        end = how;
        took = Duration.ofNanos(System.nanoTime() - begun);
    }

    boolean hasEnded() {
        return end != null;
    }

    /** The ids under which MOSIP was called in vain. */
    Set<String> rids() {
        return found(RID, struck().filter(call -> !call.path().contains("event.actions")));
    }

    /** The ids under which Core was called in vain. */
    Set<String> transactions() {
        return found(TRANSACTION, struck().filter(call -> call.path().contains("event.actions")));
    }

    private Stream<Call> struck() {
        return faults.stream().flatMap(fault -> fault.strikes().stream()).map(Fault.Strike::call);
    }

    private static Set<String> found(Pattern pattern, Stream<Call> calls) {
        Set<String> found = new TreeSet<>();
        calls.map(Call::text).map(pattern::matcher).forEach(matcher -> {
            for (Matcher m = matcher; m.find();) {
                found.add(m.group(1));
            }
        });
        return found;
    }

    /** Between the first and the second call that were hit; zero when there were no two. */
    Duration pause() {
        List<Fault.Strike> strikes = faults.isEmpty() ? new ArrayList<>() : faults.get(0).strikes();
        return strikes.size() < 2 ? Duration.ZERO : Duration.ofNanos(strikes.get(1).nanos() - strikes.get(0).nanos());
    }

    String shown() {
        return end == null ? "DID NOT END" : end + " " + (took.toMillis() + 50) / 100 / 10.0 + "s";
    }

    @Override
    public String toString() {
        return step + " / " + kind + " (" + birth.trackingId() + ")";
    }
}
