package io.crvsbridge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.crvsbridge.simulators.CoreEvent;
import io.crvsbridge.simulators.CoreLedger;
import io.crvsbridge.simulators.CoreSimulator;
import io.crvsbridge.simulators.Credentials;
import io.crvsbridge.simulators.MosipLedger;
import io.crvsbridge.simulators.MosipSimulator;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Judges by what Core and MOSIP saw: what was acknowledged is settled once, and nothing at all is settled twice. */
final class CrashVerdict {

    private final CoreSimulator coreSimulator;
    private final MosipSimulator mosipSimulator;
    private final CoreLedger core;
    private final MosipLedger mosip;
    private final Credentials credentials;
    private final BirthStream stream;
    private final BirthWatch watch;
    private final List<String> lost = new ArrayList<>();
    private final List<String> doubled = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();

    CrashVerdict(CoreSimulator coreSimulator, MosipSimulator mosipSimulator, BirthStream stream, BirthWatch watch) {
        this.coreSimulator = coreSimulator;
        this.mosipSimulator = mosipSimulator;
        this.core = coreSimulator.ledger();
        this.mosip = mosipSimulator.ledger();
        this.credentials = mosipSimulator.credentials();
        this.stream = stream;
        this.watch = watch;
        stream.acknowledged().forEach(this::acknowledged);
        stream.givenUp().forEach(this::givenUp);
        Set<String> known = new HashSet<>();
        core.events().forEach(event -> known.add(event.id()));
        watch.records().stream().filter(record -> !known.contains(record)).forEach(record -> wrong.add("a packet for a record that Core does not have: " + record));
    }

    /** A birth that is not eligible is answered 200, or 202 while the database is away. */
    private void acknowledged(BirthStream.Acknowledged birth) {
        CoreEvent event = birth.event();
        if (!birth.what().settled(coreSimulator, mosipSimulator, event, watch.rids(event))) {
            lost.add(event.trackingId() + ", a " + birth.what() + ", was answered " + birth.status());
        }
        single(event);
        boolean atOnce = birth.what() == LifeEvent.NOT_ELIGIBLE || birth.what() == LifeEvent.DEATH;
        if (!atOnce && birth.status() == 200) {
            wrong.add(event.trackingId() + ", a " + birth.what() + ", was answered 200 and needs MOSIP");
        }
        switch (birth.what()) {
            case BIRTH -> {
                if (core.acceptedRegisters(event) > 0) {
                    identified(event);
                }
            }
            case NOT_ELIGIBLE -> packets(event, 0, "");
            case REJECTED_BIRTH, ABANDONED_BIRTH -> {
                packets(event, 1, "CRVS_NEW");
                if (core.acceptedRegisters(event) > 0 || core.rejectedRegisters(event) > 1) {
                    wrong.add(event.trackingId() + ", a " + birth.what() + ", is accepted " + core.acceptedRegisters(event) + " times and rejected " + core.rejectedRegisters(event));
                }
            }
            case DEATH -> packets(event, 1, "CRVS_DEATH");
            case CORRECTION -> packets(event, 1, LifeEvent.UPDATE);
        }
    }

    private void packets(CoreEvent event, int many, String process) {
        List<String> rids = watch.rids(event);
        if (rids.size() != many || !rids.stream().allMatch(rid -> mosip.packet(rid).orElseThrow().process().equals(process))) {
            wrong.add(event.trackingId() + " has the RIDs " + rids + " and should have " + many + " of " + process);
        }
    }

    /** Nothing was promised for it; a packet shows that it was taken all the same, and then it ends like any other. */
    private void givenUp(BirthStream.GivenUp birth) {
        CoreEvent event = birth.event();
        single(event);
        if (!watch.rids(event).isEmpty() && !birth.what().settled(coreSimulator, mosipSimulator, event, watch.rids(event))) {
            lost.add(event.trackingId() + " was not answered, has a packet and did not end");
        }
    }

    private void single(CoreEvent event) {
        if (core.acceptedRegisters(event) > 1) {
            doubled.add(event.trackingId() + " is registered " + core.acceptedRegisters(event) + " times");
        }
        if (watch.rids(event).size() > 1) {
            doubled.add(event.trackingId() + " has the RIDs " + watch.rids(event));
        }
        if (core.transactionIds(event).size() > 1) {
            doubled.add(event.trackingId() + " was accepted under the transaction ids " + core.transactionIds(event));
        }
    }

    private void identified(CoreEvent event) {
        if (watch.rids(event).size() != 1) {
            wrong.add(event.trackingId() + " is registered and has the RIDs " + watch.rids(event));
            return;
        }
        String rid = watch.rids(event).get(0);
        if (!credentials.vid(rid).equals(core.declaration(event).getString("child.nid", null))) {
            wrong.add(event.trackingId() + " is registered with another identifier than MOSIP's");
        }
        if (!core.registrationNumber(event).equals(mosip.packet(rid).orElseThrow().field("birthCertificateNumber"))) {
            wrong.add(event.trackingId() + " has one number in Core and another at MOSIP");
        }
        if (!mosip.workflowIds().contains(rid)) {
            wrong.add(event.trackingId() + " is registered without a workflow");
        }
    }

    String text() {
        return stream.acknowledged().size() + " acknowledged " + whats() + ", " + lost.size() + " lost, " + doubled.size() + " doubled; " + stream.broken()
                + " triggers broke off (" + stream.repeated() + " repeated, " + stream.givenUp().size() + " given up), " + watch.reissued() + " credentials issued again";
    }

    private Map<LifeEvent, Long> whats() {
        return stream.acknowledged().stream().collect(Collectors.groupingBy(BirthStream.Acknowledged::what, TreeMap::new, Collectors.counting()));
    }

    void assertNothingLostOrDoubled() {
        assertThat(lost).as("acknowledged and not settled").isEmpty();
        assertThat(doubled).as("settled twice").isEmpty();
        assertThat(wrong).as("settled wrongly").isEmpty();
        assertThat(stream.surprises()).as("answers that no registrar should get").isEmpty();
        assertThat(core.earlyAccepts()).as("accepts before the trigger was answered").isEmpty();
        assertThat(core.parallelCalls()).as("parallel calls for one event").isEmpty();
        assertThat(core.poisoned()).as("records with fields that no form declares").isEmpty();
        assertThat(mosip.violations()).as("what MOSIP complains of").isEmpty();
        assertThat(mosip.droppedFields()).as("fields that MOSIP dropped").isEmpty();
    }
}
