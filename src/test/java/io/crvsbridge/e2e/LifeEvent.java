package io.crvsbridge.e2e;

import io.crvsbridge.simulators.CoreEvent;
import io.crvsbridge.simulators.CoreSimulator;
import io.crvsbridge.simulators.Declaration;
import io.crvsbridge.simulators.MosipLedger;
import io.crvsbridge.simulators.MosipSimulator;
import io.crvsbridge.simulators.Packet;
import io.crvsbridge.simulators.TriggerAnswer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** What a registrar has to do in a stream of work, and how it must end. */
enum LifeEvent {

    /** Held for an identifier and registered with it. */
    BIRTH,
    /** Registered at once. */
    NOT_ELIGIBLE,
    /** Held, and rejected because MOSIP rejects it. */
    REJECTED_BIRTH,
    /** Held, and rejected because MOSIP gives it up, of which it tells only when it is asked. */
    ABANDONED_BIRTH,
    /** Registered at once, and told to MOSIP afterwards. */
    DEATH,
    /** A correction of a child who has an identifier: held until MOSIP has it, too. */
    CORRECTION;

    static final String UPDATE = "CRVS_UPDATE";
    /** Births most of all. */
    static final List<LifeEvent> MIX = List.of(BIRTH, BIRTH, BIRTH, BIRTH, BIRTH, NOT_ELIGIBLE, REJECTED_BIRTH, ABANDONED_BIRTH, DEATH, CORRECTION);
    static final List<LifeEvent> BIRTHS = List.of(BIRTH, BIRTH, BIRTH, BIRTH, BIRTH, NOT_ELIGIBLE);

    private static final String REJECTED = "Rejected";
    private static final String ABANDONED = "Abandoned";

    /** What a server needs so that all of these can end. */
    static Map<String, String> settings() {
        return Map.of("MOSIP_PACKET_PROCESS_UPDATE", UPDATE, "IDENTITY_INQUIRE_EVERY", "5s", "IDENTITY_CREDENTIAL_WAIT", "3s");
    }

    /** Has MOSIP do what the events are named for. */
    static void prepare(MosipSimulator mosip) {
        mosip.packets().provides("CRVS1", UPDATE);
        mosip.workflow().externalStatus(true);
        mosip.workflow().outcomeFor(packet -> named(packet, REJECTED), MosipLedger.Outcome.REJECTED);
        mosip.workflow().outcomeFor(packet -> named(packet, ABANDONED), MosipLedger.Outcome.REPROCESS_FAILED);
    }

    private static boolean named(Packet packet, String first) {
        return packet.field("fullName").orElse("").startsWith(first + " ");
    }

    /** The record, before the registrar acts. */
    CoreEvent declared(CoreSimulator core) {
        return switch (this) {
            case BIRTH -> core.declare(Declaration.birth());
            case NOT_ELIGIBLE -> core.declare(Declaration.birth().mother("failed"));
            case REJECTED_BIRTH -> core.declare(Declaration.birth().set("child.name", name(REJECTED)));
            case ABANDONED_BIRTH -> core.declare(Declaration.birth().set("child.name", name(ABANDONED)));
            case DEATH -> core.declare(Declaration.death());
            case CORRECTION -> core.registeredBirth(Declaration.birth().set("child.nid", Long.toString(ThreadLocalRandom.current().nextLong(1_000_000_000_000_000L, 9_999_999_999_999_999L))),
                    "2026B" + UUID.randomUUID().toString().substring(0, 8).toUpperCase(java.util.Locale.ROOT));
        };
    }

    /** The registrar acts; Core asks the bridge. */
    TriggerAnswer triggered(CoreSimulator core, CoreEvent event) {
        return this == CORRECTION ? core.correct(event, Json.createObjectBuilder().add("child.name", name("Corrected")).build()) : core.register(event);
    }

    private static JsonObject name(String first) {
        return Json.createObjectBuilder().add("firstname", first).add("surname", "S" + UUID.randomUUID().toString().substring(0, 8)).build();
    }

    /** Whether it has ended, by the peers' ledgers. @param rids of its packets */
    boolean settled(CoreSimulator core, MosipSimulator mosip, CoreEvent event, List<String> rids) {
        return switch (this) {
            case BIRTH, NOT_ELIGIBLE -> core.ledger().acceptedRegisters(event) > 0;
            case REJECTED_BIRTH, ABANDONED_BIRTH -> core.ledger().rejectedRegisters(event) > 0;
            case DEATH -> core.ledger().acceptedRegisters(event) > 0 && rids.stream().anyMatch(rid -> mosip.ledger().outcome(rid).isPresent());
            case CORRECTION -> event.pending().isEmpty();
        };
    }
}
