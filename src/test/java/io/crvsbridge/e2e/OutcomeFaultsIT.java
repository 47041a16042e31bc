package io.crvsbridge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.crvsbridge.simulators.Call;
import io.crvsbridge.simulators.CoreEvent;
import io.crvsbridge.simulators.Declaration;
import io.crvsbridge.simulators.Fault;
import io.crvsbridge.simulators.MosipLedger.Outcome;
import io.crvsbridge.simulators.MosipSimulator;
import jakarta.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The fault matrix of the calls by which outcomes are learnt: for each call a wave of records that need it, while it fails in every way, once each. Every record
 * ends as it should, and none twice.
 */
@Tag("long")
class OutcomeFaultsIT {

    private static final Duration LONGEST = Duration.ofSeconds(150);
    private static final List<FaultKind> KINDS = Arrays.stream(FaultKind.values()).filter(kind -> kind != FaultKind.REFUSED && kind != FaultKind.RPR_WIS_001).toList();

    private static Bench bench;

    /** A call, and the records that make the server call it. */
    enum Step {
        EXTERNAL_STATUS("external"),
        TRANSACTIONS("transactions"),
        CREDENTIAL_AGAIN("reissue"),
        REQUEST_STATE("request"),
        RETRIGGER("retrigger"),
        DATA_SHARE("share"),
        ACKNOWLEDGEMENT("hub"),
        UPDATE_PACKET("packet"),
        DEATH_WORKFLOW("workflow");

        private final String endpoint;

        Step(String endpoint) {
            this.endpoint = endpoint;
        }

        /** What else goes to the same address is left alone. */
        Predicate<Call> concerned() {
            return call -> this != ACKNOWLEDGEMENT || call.rawQuery() != null && call.rawQuery().contains("hub.mode=publish");
        }

        boolean rejects() {
            return this == EXTERNAL_STATUS || this == TRANSACTIONS;
        }

        /** What MOSIP does to these records so that the call is needed. */
        void arrange(MosipSimulator mosip) {
            mosip.workflow().externalStatus(true);
            switch (this) {
                case EXTERNAL_STATUS -> mosip.workflow().outcome(Outcome.REPROCESS_FAILED);
                case TRANSACTIONS -> mosip.workflow().outcome(Outcome.REJECTED);
                case CREDENTIAL_AGAIN -> mosip.workflow().withoutCredential(KINDS.size());
                case REQUEST_STATE, RETRIGGER -> {
                    mosip.workflow().withoutCredential(KINDS.size());
                    mosip.credentialRequests().fail(KINDS.size());
                }
                case DATA_SHARE -> mosip.credentials().dataShare(true);
                default -> { }
            }
        }
    }

    @BeforeAll
    static void start() {
        Map<String, String> settings = new java.util.HashMap<>(LifeEvent.settings());
        settings.putAll(Map.of("IDENTITY_INQUIRE_EVERY", "2s", "IDENTITY_CREDENTIAL_WAIT", "1s", "IDENTITY_CREDENTIAL_REQUESTS", "30"));
        bench = Bench.started("outcome-faults", Store.h2(), settings);
        bench.mosip().packets().provides("CRVS1", LifeEvent.UPDATE);
    }

    @AfterAll
    static void stop() {
        if (bench != null) {
            bench.close();
        }
    }

    @AfterEach
    void calm() {
        bench.calm();
    }

    @ParameterizedTest
    @EnumSource(Step.class)
    void everyFaultOfACallIsOutlived(Step step) {
        List<CoreEvent> before = step == Step.UPDATE_PACKET ? registered() : List.of();
        step.arrange(bench.mosip());
        Map<FaultKind, Fault> faults = new EnumMap<>(FaultKind.class);
        KINDS.forEach(kind -> faults.put(kind, kind.fault().times(hits(step, kind)).when(step.concerned())));
        long begun = System.nanoTime();
        List<CoreEvent> wave = step == Step.EXTERNAL_STATUS ? oneByOne(step, faults) : atOnce(step, faults, before);
        Await.until("every record of " + step + " ends", LONGEST, () -> wave.stream().allMatch(event -> ended(step, event)));
        System.out.println(String.format(Locale.ROOT, "%-18s met %s; %d records ended in %.1f s", step, faults.keySet(), wave.size(), (System.nanoTime() - begun) / 1e9));
        wave.forEach(event -> judge(step, event));
        assertThat(bench.mosip().ledger().violations()).isEmpty();
        assertThat(bench.core().ledger().parallelCalls()).isEmpty();
    }

    private static List<CoreEvent> atOnce(Step step, Map<FaultKind, Fault> faults, List<CoreEvent> before) {
        faults.values().forEach(fault -> bench.mosip().faults().on(step.endpoint, fault));
        List<CoreEvent> wave = step == Step.UPDATE_PACKET ? corrected(before) : announced(KINDS.size(), step == Step.DEATH_WORKFLOW ? i -> Declaration.death() : i -> Declaration.birth());
        Await.until("faults that were met", LONGEST, () -> faults.values().stream().noneMatch(fault -> fault.strikes().isEmpty()));
        return wave;
    }

    /** One answer serves all that wait, and while there is none the transactions tell: so each fault has a record of its own, and is gone before the next. */
    private static List<CoreEvent> oneByOne(Step step, Map<FaultKind, Fault> faults) {
        List<CoreEvent> wave = new ArrayList<>();
        faults.forEach((kind, fault) -> {
            bench.mosip().faults().on(step.endpoint, fault);
            CoreEvent birth = announced(1, i -> Declaration.birth()).get(0);
            Await.until("a question that meets " + kind, LONGEST, () -> !fault.strikes().isEmpty());
            Await.until("the end of the record that met " + kind, LONGEST, () -> ended(step, birth));
            fault.lift();
            wave.add(birth);
        });
        return wave;
    }

    /** A first refusal may mean an old token; the JDK's client repeats a GET by itself. */
    private static int hits(Step step, FaultKind kind) {
        return switch (kind) {
            case STATUS_401, STATUS_403 -> 2;
            default -> 1;
        };
    }

    private static List<CoreEvent> announced(int many, Function<Integer, Declaration> what) {
        return IntStream.range(0, many).mapToObj(i -> {
            CoreEvent event = bench.core().declare(what.apply(i));
            assertThat(bench.core().register(event).status()).isIn(200, 202);
            return event;
        }).toList();
    }

    private static List<CoreEvent> registered() {
        List<CoreEvent> births = announced(KINDS.size(), i -> Declaration.birth());
        Await.until("births to be corrected", LONGEST, () -> births.stream().allMatch(birth -> bench.childNid(birth).isPresent()));
        return births;
    }

    private static List<CoreEvent> corrected(List<CoreEvent> births) {
        births.forEach(birth -> assertThat(bench.core().correct(birth, Json.createObjectBuilder()
                .add("child.name", Json.createObjectBuilder().add("firstname", "Corrected").add("surname", "Name")).build()).status()).isEqualTo(202));
        return births;
    }

    private static boolean ended(Step step, CoreEvent event) {
        if (step.rejects()) {
            return bench.core().ledger().rejectedRegisters(event) > 0;
        }
        boolean told = step != Step.DEATH_WORKFLOW || bench.rids(event).stream().anyMatch(rid -> bench.mosip().ledger().outcome(rid).isPresent());
        return told && event.pending().isEmpty();
    }

    private static void judge(Step step, CoreEvent event) {
        assertThat(bench.core().ledger().rejectedRegisters(event)).isEqualTo(step.rejects() ? 1 : 0);
        assertThat(bench.core().ledger().acceptedRegisters(event)).isEqualTo(step.rejects() ? 0 : 1);
        assertThat(bench.rids(event)).hasSize(step == Step.UPDATE_PACKET ? 2 : 1);
        if (!step.rejects() && step != Step.DEATH_WORKFLOW) {
            String rid = bench.rids(event).stream().filter(r -> bench.mosip().ledger().packet(r).orElseThrow().process().equals("CRVS_NEW")).findFirst().orElseThrow();
            assertThat(bench.childNid(event)).contains(bench.mosip().credentials().vid(rid));
        }
    }
}
