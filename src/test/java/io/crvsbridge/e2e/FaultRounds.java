package io.crvsbridge.e2e;

import io.crvsbridge.simulators.AuthManager;
import io.crvsbridge.simulators.CoreEvent;
import io.crvsbridge.simulators.CoreSimulator;
import io.crvsbridge.simulators.Fault;
import io.crvsbridge.simulators.MosipSimulator;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Faults that meet everybody, one after the other: of Core's key, MOSIP's login and hub, and peers that are down. */
final class FaultRounds {

    private static final Duration LONG = Duration.ofSeconds(90);

    private final Bench bench;
    private final CoreSimulator core;
    private final MosipSimulator mosip;
    private final FaultWave wave;

    FaultRounds(Bench bench, FaultWave wave) {
        this.bench = bench;
        this.core = bench.core();
        this.mosip = bench.mosip();
        this.wave = wave;
    }

    /** At a server that has no key of Core's yet. Nothing can be judged then, so Core is answered 503; the same trigger is taken once the key is there. */
    List<FaultCell> coresKey() {
        List<FaultCell> cells = new ArrayList<>();
        List<String> actions = new ArrayList<>();
        for (FaultKind kind : FaultKind.values()) {
            if (kind != FaultKind.SLOW && FaultStep.CORE_KEY.meets(kind)) {
                cells.add(keyRound(kind, 503, actions));
            }
        }
        cells.add(keyRound(FaultKind.SLOW, 202, actions));
        for (int i = 0; i < cells.size(); i++) {
            int status = core.triggerAgain(cells.get(i).birth(), actions.get(i)).status();
            if (status != 202) {
                throw new AssertionError(cells.get(i) + " was answered " + status + " though the key is there");
            }
        }
        return cells;
    }

    private FaultCell keyRound(FaultKind kind, int expected, List<String> actions) {
        CoreEvent birth = core.declareBirth();
        actions.add(core.request(birth, "REGISTER", JsonValue.EMPTY_JSON_OBJECT));
        FaultCell cell = new FaultCell(FaultStep.CORE_KEY, kind, birth);
        if (kind == FaultKind.REFUSED) {
            long before = fetchesFailed();
            core.down();
            Await.until("a refused fetch of Core's key", LONG, () -> answered(birth, expected) && fetchesFailed() > before);
            cell.failed();
            core.up();
        } else {
            Fault fault = kind.fault().times(FaultStep.CORE_KEY.hits(kind));
            cell.with(fault);
            core.faults().on("keys", fault);
            Await.until("a fetch of Core's key that meets " + kind, LONG, () -> answered(birth, expected) && cell.wasHit());
            cell.lift();
        }
        return cell;
    }

    private long fetchesFailed() {
        return bench.server().log().lines().filter(line -> line.contains("CB101")).count();
    }

    /** 503 is right as long as there is no key, which is asked for once a second at most. */
    private boolean answered(CoreEvent birth, int expected) {
        int status = core.triggerPending(birth).status();
        if (status != expected && status != 503) {
            throw new AssertionError("a trigger was answered " + status + " and not " + expected);
        }
        return status == expected;
    }

    /** Each birth finds its token refused and needs a login, which fails. */
    void logins(List<FaultCell> cells) {
        for (FaultKind kind : FaultKind.values()) {
            if (FaultStep.LOGIN.meets(kind)) {
                login(kind, cells);
            }
        }
    }

    private void login(FaultKind kind, List<FaultCell> cells) {
        FaultCell cell = new FaultCell(FaultStep.LOGIN, kind, core.declareBirth());
        cells.add(cell);
        double before = bench.failures("mosip.MosipGateway.login");
        if (kind == FaultKind.REFUSED) {
            mosip.authDown();
        } else {
            Fault fault = kind.fault().times(FaultStep.LOGIN.hits(kind)).when(call -> call.text().contains(AuthManager.PACKET_CLIENT));
            mosip.faults().on("auth", fault);
            cell.with(fault);
        }
        mosip.auth().revokeAll();
        wave.announce(cell);
        if (kind == FaultKind.REFUSED) {
            awaitFailed(cell, () -> bench.failures("mosip.MosipGateway.login") > before);
            mosip.up();
        } else {
            Await.until("a login that meets " + kind, LONG, cell::wasHit);
        }
        Await.until("the packet after a login that met " + kind, LONG, () -> !bench.rids(cell.birth()).isEmpty());
    }

    /** The hub forgets us, and the request to take us again fails. */
    void subscriptions(List<FaultCell> cells) {
        for (FaultKind kind : FaultKind.values()) {
            if (kind != FaultKind.REFUSED && FaultStep.HUB.meets(kind)) {
                // Of the three topics, one: the others are asked for at a pace of their own.
                Fault fault = kind.fault().times(FaultStep.HUB.hits(kind)).when(call -> call.text().contains("CREDENTIAL_ISSUED"));
                FaultCell cell = new FaultCell(FaultStep.HUB, kind, core.declareBirth()).with(fault);
                cells.add(cell);
                mosip.faults().on("hub", fault);
                Await.until("a request to the hub that meets " + kind, LONG, cell::wasHit);
                mosip.hub().forgetSubscriptions();
                wave.announce(cell);
                Await.until("the subscription after " + kind, LONG, () -> mosip.hub().isSubscribed(MosipSimulator.TOPIC));
            }
        }
    }

    /** Core's auth service refuses every connection, while Core itself does not take the token of a birth any more. */
    void authDown(List<FaultCell> cells) {
        FaultCell cell = wave.held(FaultStep.EXCHANGE, FaultKind.REFUSED);
        cells.add(cell);
        wave.announce(cell);
        Await.until("a token exchange", LONG, cell::wasHit);
        double before = bench.failures("opencrvs.CorePeer.exchange");
        core.authDown();
        awaitFailed(cell, () -> bench.failures("opencrvs.CorePeer.exchange") > before);
        cell.liftFirst();
        core.up();
    }

    /** Both peers refuse every connection, with a birth before each of the calls. */
    void down(List<FaultCell> cells) {
        List<FaultCell> held = new ArrayList<>();
        for (FaultStep step : List.of(FaultStep.WORKFLOW, FaultStep.KEY, FaultStep.ACCEPT, FaultStep.REJECT, FaultStep.GET)) {
            held.add(wave.held(step, FaultKind.REFUSED));
        }
        held.forEach(wave::announce);
        Await.until("births before each call", LONG, () -> held.stream().allMatch(FaultCell::wasHit));
        FaultCell packet = new FaultCell(FaultStep.PACKET, FaultKind.REFUSED, core.declareBirth());
        FaultCell hub = new FaultCell(FaultStep.HUB, FaultKind.REFUSED, core.declareBirth());
        cells.addAll(held);
        cells.addAll(List.of(packet, hub));
        List<String> calls = List.of("mosip.MosipGateway.createPacket", "mosip.MosipGateway.startWorkflow", "mosip.MosipGateway.askHub",
                "mosip.MosipGateway.verificationKey", "opencrvs.CorePeer.act", "opencrvs.CorePeer.get");
        List<Double> before = calls.stream().map(bench::failures).toList();
        mosip.down();
        core.down();
        mosip.hub().forgetSubscriptions();
        wave.announce(packet);
        wave.announce(hub);
        for (int i = 0; i < calls.size(); i++) {
            String call = calls.get(i);
            double was = before.get(i);
            Await.until("a refused " + call, LONG, () -> bench.failures(call) > was);
        }
        held.forEach(FaultCell::failed);
        packet.failed();
        hub.failed();
        held.forEach(FaultCell::lift);
        mosip.up();
        core.up();
    }

    private static void awaitFailed(FaultCell cell, BooleanSupplier failed) {
        Await.until("a refused call of " + cell, LONG, failed);
        cell.failed();
    }
}
