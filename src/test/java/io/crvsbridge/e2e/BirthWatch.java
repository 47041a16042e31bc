package io.crvsbridge.e2e;

import io.crvsbridge.simulators.CoreEvent;
import io.crvsbridge.simulators.CoreSimulator;
import io.crvsbridge.simulators.MosipLedger;
import io.crvsbridge.simulators.MosipSimulator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Follows through both peers' ledgers to their end the births and other life events that were acknowledged, and those that were not and have a packet all the same. For
 * a server that does not ask in time it has MOSIP issue again what its hub has given up on.
 */
final class BirthWatch implements AutoCloseable {

    /** Where a birth stands, as far as the peers can see. */
    enum Standing { RECEIVED, PACKETED, SUBMITTED, CREDENTIALED }

    private static final long EVERY_MILLIS = 250;

    private final CoreSimulator core;
    private final MosipSimulator mosip;
    private final BirthStream stream;
    private final boolean helps;
    private final Map<CoreEvent, LifeEvent> whats = new ConcurrentHashMap<>();
    private final Set<CoreEvent> open = ConcurrentHashMap.newKeySet();
    private final Map<CoreEvent, Long> settled = new ConcurrentHashMap<>();
    private final Map<String, List<String>> ridsByRecord = new ConcurrentHashMap<>();
    private final Set<String> indexed = ConcurrentHashMap.newKeySet();
    private final Set<BirthStream.Acknowledged> taken = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "birth-watch");
        thread.setDaemon(true);
        return thread;
    });
    private volatile Throwable failure;
    private volatile int reissued;

    BirthWatch(CoreSimulator core, MosipSimulator mosip, BirthStream stream) {
        this(core, mosip, stream, true);
    }

    /** @param helps whether credentials that the hub has lost are issued again; false for a server that asks for them itself */
    BirthWatch(CoreSimulator core, MosipSimulator mosip, BirthStream stream, boolean helps) {
        this.helps = helps;
        this.core = core;
        this.mosip = mosip;
        this.stream = stream;
        looks.scheduleWithFixedDelay(this::guarded, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void guarded() {
        try {
            look();
        } catch (RuntimeException | Error stopped) {
            failure = stopped;
            throw stopped;
        }
    }

    private synchronized void look() {
        stream.acknowledged().stream().filter(taken::add).forEach(birth -> opened(birth.event(), birth.what()));
        index();
        stream.givenUp().stream().filter(birth -> !rids(birth.event()).isEmpty() && !settled.containsKey(birth.event())).forEach(birth -> opened(birth.event(), birth.what()));
        open.stream().filter(birth -> whats.get(birth).settled(core, mosip, birth, rids(birth))).forEach(birth -> settled.put(birth, System.nanoTime()));
        open.removeAll(settled.keySet());
        if (helps) {
            open.forEach(birth -> rids(birth).stream().filter(this::wasLost).forEach(this::issueAgain));
        }
    }

    private void opened(CoreEvent event, LifeEvent what) {
        whats.put(event, what);
        open.add(event);
    }

    /** Reading a packet's labels takes time, so each is read once. */
    private void index() {
        for (String rid : mosip.ledger().packetIds()) {
            if (indexed.add(rid)) {
                String record = mosip.ledger().packet(rid).orElseThrow().label("metaData", "crvsRecordRef").orElse("");
                ridsByRecord.computeIfAbsent(record, key -> new CopyOnWriteArrayList<>()).add(rid);
            }
        }
    }

    private void issueAgain(String rid) {
        reissued++;
        mosip.issue(rid);
    }

    private boolean wasLost(String rid) {
        List<MosipLedger.Delivery> deliveries = mosip.ledger().deliveries(rid);
        return !deliveries.isEmpty() && deliveries.size() == mosip.ledger().credentials(rid) && deliveries.stream().allMatch(d -> d.lost());
    }

    /** The RIDs of the packets made for this record. */
    List<String> rids(CoreEvent birth) {
        return ridsByRecord.getOrDefault(birth.id(), List.of());
    }

    /** The records for which there is a packet. */
    Set<String> records() {
        return ridsByRecord.keySet();
    }

    /** What has not ended yet. */
    Set<CoreEvent> open() {
        if (failure != null) {
            throw new IllegalStateException("the watch has stopped", failure);
        }
        return new HashSet<>(open);
    }

    /** What is open right now, the births acknowledged a moment ago included. */
    Set<CoreEvent> openNow() {
        look();
        return open();
    }

    /** When the last of these was settled, by {@link System#nanoTime}; nothing when one is not. */
    Optional<Long> allSettled(Set<CoreEvent> births) {
        return settled.keySet().containsAll(births) ? births.stream().map(settled::get).max(Long::compare) : Optional.empty();
    }

    Set<Standing> standings() {
        Set<Standing> all = EnumSet.noneOf(Standing.class);
        open().forEach(birth -> all.add(standing(birth)));
        return all;
    }

    Standing standing(CoreEvent birth) {
        List<String> rids = rids(birth);
        if (rids.isEmpty()) {
            return Standing.RECEIVED;
        }
        if (mosip.ledger().workflowCalls(rids.get(0)) == 0) {
            return Standing.PACKETED;
        }
        boolean delivered = mosip.ledger().deliveries(rids.get(0)).stream().anyMatch(d -> !d.lost());
        return delivered ? Standing.CREDENTIALED : Standing.SUBMITTED;
    }

    /** Credentials that MOSIP was asked for once more. */
    int reissued() {
        return reissued;
    }

    @Override
    public void close() {
        looks.shutdownNow();
    }
}
