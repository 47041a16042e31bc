package io.crvsbridge.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.crvsbridge.kernel.SettableClock;
import io.crvsbridge.simulators.IdaKeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the operator is told, and how often. */
class CheckRecordsTest {

    private final Logger logger = Logger.getLogger("io.crvsbridge.verification");
    private final List<String> lines = new ArrayList<>();
    private final SettableClock clock = SettableClock.at("2026-11-21T12:00:00Z");
    private final List<String> counted = new ArrayList<>();
    private final CheckRecords records = new CheckRecords(counted::add, clock);
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            lines.add(line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        logger.addHandler(handler);
    }

    @AfterEach
    void stopListening() {
        logger.removeHandler(handler);
    }

    @Test
    void whatIsSaidOfAPersonIsCountedAndNotLogged() {
        records.note(new Answer.Verified());
        records.note(new Answer.Mismatch(Set.of(Attribute.NAME), Set.of()));
        records.note(new Answer.Unusable("IDA-MLC-002"));
        assertThat(lines).isEmpty();
        assertThat(counted).containsExactly("verified", "mismatch", "unusable");
    }

    @Test
    void faultsAreLoggedOnceAMinuteOfEachKind() {
        for (int i = 0; i < 3; i++) {
            records.note(new Answer.OurFault("IDA-MLC-001", "IDA refuses our time"));
            records.note(new Answer.OurFault("RESPONSE_SIGNATURE", "not signed"));
            records.note(new Answer.TryAgain("IDA answered 503"));
        }
        assertThat(lines).hasSize(3).anyMatch(l -> l.startsWith("CB243 ") && l.contains("IDA-MLC-001: IDA refuses our time")).anyMatch(l -> l.startsWith("CB244 ")).anyMatch(l -> l.startsWith("CB245 "));
        clock.advance(Duration.ofMinutes(1));
        records.note(new Answer.OurFault("IDA-MPA-007", "IDA refuses our request"));
        assertThat(lines).hasSize(4);
        assertThat(lines.get(3)).contains("IDA-MPA-007", "4 since the start");
    }

    @Test
    void aClockThatIsSetBackDoesNotSilenceIt() {
        records.note(new Answer.TryAgain("a"));
        clock.advance(Duration.ofHours(-1));
        records.note(new Answer.TryAgain("b"));
        assertThat(lines).hasSize(2);
    }

    private CertificateWatch watch(String... changes) {
        IdaSettings settings = IdaTexts.settings(changes);
        return new CertificateWatch(settings, new IdaKeys(settings, clock), clock);
    }

    @Test
    void certificatesAreWatchedBeforeTheyEnd() {
        watch().look();
        assertThat(lines).as("far from their end").isEmpty();
        clock.set(Instant.parse("2025-12-11T00:00:00Z"));
        CertificateWatch watch = watch("ENCRYPT_CERT_PATH", IdaKeyPair.file(IdaKeyPair.ended()).toString(), "IDA_CERTIFICATE_WARNING", "30d");
        watch.look();
        assertThat(lines).hasSize(1).allMatch(l -> l.startsWith("CB241 The ida certificate of the identity check ends in 2"));
        clock.set(Instant.parse("2026-11-21T12:00:00Z"));
        watch.look();
        assertThat(lines).hasSize(2);
        assertThat(lines.get(1)).startsWith("CB242 The ida certificate");
    }

    @Test
    void daysAreCountedDownAndBelowZero() {
        assertThat(watch().daysLeft(clock.instant().plus(Duration.ofHours(49)))).isEqualTo(2);
        assertThat(watch().daysLeft(clock.instant().plusSeconds(1))).isZero();
        assertThat(watch().daysLeft(clock.instant().minusSeconds(1))).isEqualTo(-1);
    }
}
