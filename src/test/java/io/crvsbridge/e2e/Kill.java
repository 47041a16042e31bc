package io.crvsbridge.e2e;

import io.crvsbridge.simulators.CoreEvent;
import io.crvsbridge.simulators.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Kills a server with births in every state, starts it again, and waits for each of them. */
final class Kill extends Scenarios {

    private static final int BIRTHS = 12;
    /** The leases of a worker that was killed run out by themselves. */
    private static final Duration A_LEASE_LATER = Duration.ofSeconds(300);

    Kill(Benches which) {
        super(which);
    }

    void run() {
        takeTheBench();
        mosip.hub().patience(3_000, Duration.ofSeconds(10));
        try {
            List<CoreEvent> births = births();
            bench.server().kill();
            mosip.faults().clear();
            bench.server().start();
            births.forEach(this::awaitOrAskAgain);
            births.forEach(this::awaitIdentified);
        } finally {
            mosip.hub().patience(300, Duration.ofSeconds(10));
        }
        peersHaveNoComplaints();
    }

    /** All answered 202; some wait for a credential soon or late, some for a packet manager that is away. */
    private List<CoreEvent> births() {
        List<CoreEvent> births = new ArrayList<>();
        for (int i = 0; i < BIRTHS; i++) {
            mosip.workflow().delayMillis(i % 2 == 0 ? 20 : 1_500);
            if (i == BIRTHS - 3) {
                mosip.faults().on("packet", Fault.status(503));
            }
            births.add(heldBirth());
        }
        return births;
    }

    /** The hub gives up on a subscriber that is away for long; MOSIP then issues again when it is asked to. */
    private void awaitOrAskAgain(CoreEvent birth) {
        try {
            Await.until("the end of birth " + birth.trackingId(), A_LEASE_LATER, () -> {
                boolean registered = core.ledger().acceptedRegisters(birth) > 0;
                bench.rids(birth).stream().filter(rid -> !registered && wasLost(rid)).forEach(mosip::issue);
                return registered;
            });
        } catch (AssertionError stuck) {
            throw new AssertionError(stuck.getMessage() + " – " + seen(birth) + bench.server().logTail(), stuck);
        }
    }

    /** What the peers know of a birth that did not end. */
    private String seen(CoreEvent birth) {
        StringBuilder seen = new StringBuilder("accept calls " + core.ledger().acceptCalls(birth) + "; ");
        bench.rids(birth).forEach(rid -> seen.append(rid).append(": credentials ").append(mosip.ledger().credentials(rid)).append(", deliveries ")
                .append(mosip.ledger().deliveries(rid)).append("; "));
        return seen.toString();
    }

    private boolean wasLost(String rid) {
        var deliveries = mosip.ledger().deliveries(rid);
        return !deliveries.isEmpty() && deliveries.size() == mosip.ledger().credentials(rid) && deliveries.stream().allMatch(d -> d.lost());
    }
}
