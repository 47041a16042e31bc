package io.crvsbridge.e2e;

import io.crvsbridge.simulators.CoreEvent;
import io.crvsbridge.simulators.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;

/** Kills a server, and its database where that is a server too, again and again under a stream of births, deaths, corrections and bad ends, and judges by the peers' ledgers. */
final class Crash implements AutoCloseable {

    /** What a kill hits. */
    enum Target { SERVER, STARTING_SERVER, DATABASE, SERVER_AND_DATABASE }

    /** What was acknowledged and not settled when a kill hit, and when the start after it began. */
    private record Backlog(Set<CoreEvent> births, long since) {}

    private static final int REGISTRARS = 8;
    private static final int LONGEST_LIFE_MILLIS = 4_000;
    private static final int LONGEST_START_MILLIS = 8_000;
    private static final int STANDINGS = 3;
    /** Leases of a server that was killed run out by themselves, and a call that failed may wait for its next try. */
    private static final Duration DRAINED = Duration.ofSeconds(300);

    private final Bench bench;
    private final Optional<Postgres> cluster;
    private final SplittableRandom random;
    private final CrashTally tally;
    private final List<Backlog> backlogs = new ArrayList<>();
    private BirthStream stream;
    private BirthWatch watch;
    private long started;
    private int rounds;

    Crash(String name, Bench bench, Optional<Postgres> cluster, SplittableRandom random) {
        this.bench = bench;
        this.cluster = cluster;
        this.random = random;
        this.tally = new CrashTally(name);
    }

    /** Prints what was counted, and fails if anything was lost or doubled. */
    void run(int kills) {
        slowPeers();
        LifeEvent.prepare(bench.mosip());
        stream = new BirthStream(bench.core(), REGISTRARS, random.split(), LifeEvent.MIX);
        watch = new BirthWatch(bench.core(), bench.mosip(), stream, false);
        while (tally.kills() < kills) {
            liveALittle();
            strike(target());
        }
        awaitFirstAnswer();
        stream.close();
        boolean drained = drained();
        backlogs.forEach(backlog -> watch.allSettled(backlog.births()).ifPresent(at -> tally.drained(Duration.ofNanos(at - backlog.since()))));
        CrashVerdict verdict = new CrashVerdict(bench.core(), bench.mosip(), stream, watch);
        System.out.println(tally.text() + "; " + verdict.text());
        if (!drained) {
            System.out.println(new Autopsy(bench.core(), bench.mosip(), bench.server(), bench.store(), watch).report());
        }
        verdict.assertNothingLostOrDoubled();
    }

    /** So slow that at each moment some births wait for each of the peers' answers. */
    private void slowPeers() {
        bench.core().patience(Duration.ofSeconds(30));
        bench.mosip().hub().patience(1_000, Duration.ofSeconds(10));
        bench.mosip().packets().writeMillis(100);
        bench.mosip().workflow().delayMillis(600);
        bench.mosip().faults().on("workflow", Fault.slow(150).when(call -> sometimes())).on("workflow", Fault.slowAnswer(150).when(call -> sometimes()));
        bench.core().faults().on("accept", Fault.slow(200).when(call -> sometimes())).on("accept", Fault.slowAnswer(200).when(call -> sometimes()));
    }

    private static boolean sometimes() {
        return ThreadLocalRandom.current().nextInt(3) == 0;
    }

    /** Up to a random moment at which births wait for different things. */
    private void liveALittle() {
        awaitFirstAnswer();
        pause(random.nextInt(LONGEST_LIFE_MILLIS));
        Await.until("births in " + STANDINGS + " states", DRAINED, () -> watch.standings().size() >= STANDINGS);
    }

    private void awaitFirstAnswer() {
        Await.until("a trigger is answered", DRAINED, () -> stream.firstAnswer().isPresent());
        if (started != 0) {
            tally.firstAnswer(Duration.ofNanos(stream.firstAnswer().orElseThrow() - started));
            started = 0;
        }
    }

    /** Each target comes in turn; only the moments are random. */
    private Target target() {
        List<Target> turns = cluster.isPresent() ? List.of(Target.SERVER, Target.DATABASE, Target.STARTING_SERVER, Target.SERVER_AND_DATABASE)
                : List.of(Target.SERVER, Target.STARTING_SERVER, Target.SERVER);
        return turns.get(rounds++ % turns.size());
    }

    private void strike(Target target) {
        tally.killed(target == Target.STARTING_SERVER ? Target.SERVER.name() : target.name());
        if (target != Target.DATABASE) {
            bench.server().kill();
        }
        if (target == Target.DATABASE || target == Target.SERVER_AND_DATABASE) {
            cluster.orElseThrow().kill();
        }
        Set<CoreEvent> open = watch.openNow();
        stream.expectFirstAnswer();
        if (target == Target.STARTING_SERVER) {
            bench.server().launch();
            pause(random.nextInt(LONGEST_START_MILLIS));
            tally.killed(target.name());
            bench.server().kill();
        }
        started = System.nanoTime();
        if (target == Target.DATABASE || target == Target.SERVER_AND_DATABASE) {
            cluster.orElseThrow().upAgain();
        }
        if (target != Target.DATABASE) {
            bench.server().start();
        }
        backlogs.add(new Backlog(open, started));
    }

    private boolean drained() {
        watch.openNow();
        try {
            Await.until("all that was acknowledged is settled", DRAINED, () -> watch.open().isEmpty());
            return true;
        } catch (AssertionError stuck) {
            return false;
        }
    }

    private static void pause(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ended);
        }
    }

    @Override
    public void close() {
        if (watch != null) {
            watch.close();
        }
        bench.close();
    }
}
