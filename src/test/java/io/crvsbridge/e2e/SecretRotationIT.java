package io.crvsbridge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.crvsbridge.simulators.CoreEvent;
import io.crvsbridge.simulators.MosipSimulator;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The hub's secret is changed under load: what the hub loses between leaving and coming again is asked for, by a server that otherwise asks but once an hour. */
@Tag("long")
class SecretRotationIT {

    private static final Duration SOON = Duration.ofSeconds(90);
    private static final int REGISTRARS = 4;
    private static final int SOME = 60;

    private final Bench bench = Bench.started("rotation", Store.h2(), Map.of("IDENTITY_INQUIRE_EVERY", "1h", "IDENTITY_CREDENTIAL_WAIT", "5s"));
    private BirthStream stream;
    private BirthWatch watch;

    @AfterEach
    void end() {
        if (stream != null) {
            stream.close();
        }
        if (watch != null) {
            watch.close();
        }
        bench.close();
    }

    @Test
    void aNewSecretUnderLoadLosesNoCredential() {
        bench.mosip().workflow().externalStatus(true);
        bench.mosip().workflow().delayMillis(400);
        stream = new BirthStream(bench.core(), REGISTRARS, new SplittableRandom());
        watch = new BirthWatch(bench.core(), bench.mosip(), stream, false);
        some();

        String secret = UUID.randomUUID().toString().replace("-", "");
        bench.server().stop();
        bench.server().set("MOSIP_WEBSUB_SECRET", secret);
        bench.server().start();
        Await.until("the hub signs with the new secret", SOON, () -> bench.mosip().hub().signsWith(MosipSimulator.TOPIC, secret));
        some();
        stream.close();
        try {
            Await.until("every birth has its outcome", SOON, () -> watch.openNow().isEmpty());
        } catch (AssertionError stuck) {
            throw new AssertionError(stuck.getMessage() + "\n" + new Autopsy(bench.core(), bench.mosip(), bench.server(), bench.store(), watch).report(), stuck);
        }
        CrashVerdict verdict = new CrashVerdict(bench.core(), bench.mosip(), stream, watch);
        System.out.println("A new secret under load: " + verdict.text());
        verdict.assertNothingLostOrDoubled();
        long asked = bench.core().ledger().events().stream().map(CoreEvent::id).flatMap(id -> bench.mosip().ledger().packetIdsLabelled("crvsRecordRef", id).stream())
                .filter(rid -> bench.mosip().ledger().reissues(rid) > 0).count();
        assertThat(asked).as("what the hub lost meanwhile, and would not be asked for within the hour but for the change").isPositive();
        System.out.println("Credentials that the hub lost meanwhile and that were asked for again: " + asked);
        assertThat(bench.server().log()).doesNotContain("CB211");
    }

    private void some() {
        int before = stream.acknowledged().size();
        Await.until("more births", SOON, () -> stream.acknowledged().size() >= before + SOME);
    }
}
