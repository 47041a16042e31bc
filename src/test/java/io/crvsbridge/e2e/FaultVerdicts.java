package io.crvsbridge.e2e;

import io.crvsbridge.simulators.CoreLedger;
import io.crvsbridge.simulators.MosipLedger;
import io.crvsbridge.simulators.MosipSimulator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How the births of the fault matrix ended, by the ledgers of both peers and the server's log. */
final class FaultVerdicts {

    private static final Pattern PARKED = Pattern.compile("CB122 Action (\\S+) is parked \\((\\w+)\\)");
    private static final long LOOK_AGAIN_NANOS = Duration.ofSeconds(8).toNanos();

    private final Bench bench;
    private final Map<String, Long> issued = new ConcurrentHashMap<>();

    FaultVerdicts(Bench bench) {
        this.bench = bench;
    }

    /** Waits until every birth has ended, or the time is up: then the table shows which did not. */
    void await(Collection<FaultCell> cells, Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        look(cells, () -> System.nanoTime() > end || List.copyOf(cells).stream().allMatch(FaultCell::hasEnded));
    }

    /** Notes the ends of births, some of which may still be added, until the others are done with them. */
    void look(Collection<FaultCell> cells, BooleanSupplier done) {
        while (!done.getAsBoolean()) {
            note(List.copyOf(cells));
            pause();
        }
    }

    private void note(List<FaultCell> cells) {
        Map<String, String> parked = parked();
        for (FaultCell cell : cells) {
            if (!cell.hasEnded()) {
                end(cell, parked).ifPresent(cell::ended);
                issueAgain(cell);
            }
        }
    }

    private Optional<String> end(FaultCell cell, Map<String, String> parked) {
        CoreLedger ledger = bench.core().ledger();
        if (ledger.acceptedRegisters(cell.birth()) + ledger.rejectedRegisters(cell.birth()) > 0) {
            return Optional.of("healed");
        }
        return transactions(cell).stream().filter(parked::containsKey).findFirst().map(parked::get);
    }

    private Map<String, String> parked() {
        Map<String, String> parked = new HashMap<>();
        for (Matcher m = PARKED.matcher(bench.server().log()); m.find();) {
            parked.put(m.group(1), m.group(2));
        }
        return parked;
    }

    /** What was published while the hub knew of no subscription is lost; MOSIP issues it again when it is asked to, and once too often does no harm. */
    private void issueAgain(FaultCell cell) {
        MosipLedger ledger = bench.mosip().ledger();
        for (String rid : bench.rids(cell.birth())) {
            boolean perhapsLost = ledger.credentials(rid) > 0 && bench.core().ledger().acceptCalls(cell.birth()) == 0 && bench.mosip().hub().isSubscribed(MosipSimulator.TOPIC);
            Long before = issued.get(rid);
            if (perhapsLost && (before == null || System.nanoTime() - before > LOOK_AGAIN_NANOS)) {
                issued.put(rid, System.nanoTime());
                if (before != null) {
                    bench.mosip().issue(rid);
                }
            }
        }
    }

    private Set<String> transactions(FaultCell cell) {
        Set<String> all = new TreeSet<>(cell.transactions());
        all.addAll(bench.core().ledger().transactionIds(cell.birth()));
        return all;
    }

    /** What is wrong with the way in which a birth ended; nothing when it is as it should be. */
    List<String> complaints(FaultCell cell) {
        List<String> wrong = new ArrayList<>();
        CoreLedger core = bench.core().ledger();
        List<String> rids = bench.rids(cell.birth());
        Optional<String> cause = cell.step().parks(cell.kind());
        expect(cell.wasHit(), "its fault hit nobody", wrong);
        expect(cell.hasEnded() && cell.shown().startsWith(cause.orElse("healed") + " "), "ended otherwise: " + cell.shown(), wrong);
        expect(transactions(cell).size() <= 1, "transaction ids " + transactions(cell), wrong);
        Set<String> everyRid = new TreeSet<>(cell.rids());
        everyRid.addAll(rids);
        expect(everyRid.size() == (cell.step().rejects() ? 0 : 1), "RIDs " + everyRid, wrong);
        if (cause.isEmpty() && cell.step().rejects()) {
            expect(core.rejectedRegisters(cell.birth()) == 1 && core.acceptedRegisters(cell.birth()) == 0, "not rejected once", wrong);
        } else if (cause.isEmpty()) {
            expect(core.acceptedRegisters(cell.birth()) == 1 && core.rejectedRegisters(cell.birth()) == 0, "not accepted once", wrong);
            expect(rids.size() == 1 && bench.childNid(cell.birth()).equals(Optional.of(bench.mosip().credentials().vid(rids.get(0)))), "not its own identity", wrong);
        }
        boolean asked = cell.kind() == FaultKind.STATUS_503 && cell.step().asksForTime();
        expect(!asked || cell.pause().toMillis() >= FaultKind.RETRY_AFTER_SECONDS * 1_000L, "Retry-After was not honoured, but " + cell.pause(), wrong);
        return wrong.stream().map(what -> cell + ": " + what).toList();
    }

    private static void expect(boolean holds, String otherwise, List<String> wrong) {
        if (!holds) {
            wrong.add(otherwise);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(500);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ended);
        }
    }
}
