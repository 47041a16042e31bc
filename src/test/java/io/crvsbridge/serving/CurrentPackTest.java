package io.crvsbridge.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.crvsbridge.country.CountryPack;
import io.crvsbridge.kernel.BadSetting;
import io.crvsbridge.kernel.TextConfig;
import io.crvsbridge.rehearsal.TrialFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CurrentPackTest {

    @TempDir
    Path folder;

    @TempDir
    Path data;

    private final List<String> told = new ArrayList<>();
    private final Logger log = Logger.getLogger(CurrentPack.class.getName());
    private final Handler listener = new Handler() {
        @Override
        public void publish(LogRecord line) {
            told.add(line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    private TrialFolder trial;

    @BeforeEach
    void begin() {
        trial = new TrialFolder(folder);
        log.addHandler(listener);
    }

    @AfterEach
    void end() {
        log.removeHandler(listener);
    }

    private CurrentPack started() {
        return new CurrentPack(Optional.of(folder), ZoneOffset.UTC, new KeptPacks(data.resolve("country-packs")), Clock.systemUTC());
    }

    private long alarms(String code) {
        return told.stream().filter(line -> line.startsWith(code)).count();
    }

    private void changed() {
        trial.replace("pack.yaml", "version: \"7\"", "version: \"8\"");
    }

    private void spoilt() {
        trial.replace("birth.yaml", "child.weight > 4.5", "child.wait > 4.5");
    }

    @Test
    void aGoodChangeGoesLiveAtTheSecondLookThatSeesIt() {
        CurrentPack current = started();
        CountryPack before = current.pack();
        changed();
        current.look();
        assertThat(current.pack()).isSameAs(before);
        current.look();
        assertThat(current.pack().version()).isEqualTo("8");
        assertThat(current.pack().recordedVersion()).matches("8\\+[0-9a-f]{8}");
        assertThat(before.version()).as("who holds it may go on with it").isEqualTo("7");
        CountryPack after = current.pack();
        current.look();
        current.look();
        assertThat(current.pack()).as("no change, no new pack").isSameAs(after);
    }

    @Test
    void whatIsStillBeingWrittenIsNotTaken() {
        CurrentPack current = started();
        for (int i = 0; i < 5; i++) {
            trial.write("notes.txt", "half a file " + i);
            spoilt();
            current.look();
            trial.replace("birth.yaml", "child.wait > 4.5", "child.weight > 4.5");
            current.look();
        }
        assertThat(current.refused()).isEmpty();
        assertThat(alarms("CB170")).isZero();
    }

    @Test
    void aBadChangeNeverGoesLiveAndIsToldOnce() {
        CurrentPack current = started();
        CountryPack before = current.pack();
        spoilt();
        for (int i = 0; i < 10; i++) {
            current.look();
        }
        assertThat(current.pack()).isSameAs(before);
        assertThat(current.refused()).singleElement().asString().startsWith("birth.yaml:13: actions.REGISTER.heavy.when: ").contains("undeclared reference");
        assertThat(alarms("CB170")).isEqualTo(1);
        assertThat(told).anySatisfy(line -> assertThat(line).contains("CB170", "trial 7", "birth.yaml:13"));
    }

    @Test
    void aSampleThatFailsKeepsAChangeFromGoingLive() {
        CurrentPack current = started();
        trial.write("samples/a.yaml", "- {sample: s, event: birth, action: REGISTER, declaration: {child.name: {firstname: A}}, expect: {decision: hold}}\n");
        current.look();
        current.look();
        assertThat(current.refused()).containsExactly("samples/a.yaml:1: s: decision: expected hold, is accept");
    }

    @Test
    void whatIsRestoredServesAndIsNoTroubleAnyMore() {
        CurrentPack current = started();
        spoilt();
        current.look();
        current.look();
        assertThat(current.refused()).isNotEmpty();
        trial.replace("birth.yaml", "child.wait > 4.5", "child.weight > 4.5");
        current.look();
        current.look();
        assertThat(current.refused()).isEmpty();
        assertThat(current.pack().version()).isEqualTo("7");
        changed();
        current.look();
        current.look();
        assertThat(current.pack().version()).isEqualTo("8");
    }

    @Test
    void aFolderThatIsGoneIsTroubleAndNoEnd() throws IOException {
        CurrentPack current = started();
        Path away = Files.move(folder, folder.resolveSibling("away-" + System.nanoTime()));
        current.look();
        current.look();
        current.look();
        assertThat(current.refused()).containsExactly("pack.yaml: the folder is missing");
        assertThat(alarms("CB170")).isEqualTo(1);
        Files.move(away, folder);
        current.look();
        current.look();
        assertThat(current.refused()).isEmpty();
    }

    @Test
    void aStartWithABadPackServesTheLastGoodOne() {
        started();
        spoilt();
        CurrentPack again = started();
        assertThat(again.pack().version()).isEqualTo("7");
        assertThat(again.refused()).singleElement().asString().contains("birth.yaml:13");
        assertThat(alarms("CB172")).isEqualTo(1);
        again.look();
        again.look();
        assertThat(alarms("CB170")).as("what is known is not told again").isZero();
    }

    @Test
    void theLastGoodOneIsTheOneThatWentLiveLast() {
        CurrentPack current = started();
        changed();
        current.look();
        current.look();
        spoilt();
        assertThat(started().pack().version()).isEqualTo("8");
    }

    @Test
    void aStartWithABadPackAndNoGoodOneEnds() {
        spoilt();
        assertThatExceptionOfType(BadSetting.class).isThrownBy(this::started).withMessageContaining("COUNTRY_PACK").withMessageContaining("birth.yaml:13");
    }

    @Test
    void whatServedFromAnotherFolderIsNoLastGoodOne() throws IOException {
        started();
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        new TrialFolder(elsewhere).write("pack.yaml", "name: [");
        assertThatExceptionOfType(BadSetting.class).isThrownBy(() -> new CurrentPack(Optional.of(elsewhere), ZoneOffset.UTC, new KeptPacks(data.resolve("country-packs")), Clock.systemUTC()));
    }

    @Test
    void aKeptPackThatWasChangedDoesNotServe() throws IOException {
        started();
        spoilt();
        try (Stream<Path> kept = Files.walk(data)) {
            Path copy = kept.filter(path -> path.endsWith("birth.yaml")).findFirst().orElseThrow();
            Files.writeString(copy, Files.readString(copy).replace("then: accept", "then: refuse\n      reason: none"));
        }
        assertThatExceptionOfType(BadSetting.class).isThrownBy(this::started);
    }

    @Test
    void otherFilesUnderTheSameVersionServeAndAreToldApart() {
        CurrentPack current = started();
        String before = current.pack().recordedVersion();
        trial.replace("birth.yaml", "child.weight > 4.5", "child.weight > 5.0");
        current.look();
        current.look();
        assertThat(current.pack().version()).isEqualTo("7");
        assertThat(current.pack().recordedVersion()).isNotEqualTo(before);
        assertThat(alarms("CB171")).isEqualTo(1);
    }

    @Test
    void eachPackThatServedIsKeptUpToTwenty() throws IOException {
        CurrentPack current = started();
        for (int i = 0; i < 25; i++) {
            trial.write("pack.yaml", "name: trial\nversion: v" + i + "\nlanguages: [eng]\nschemaVersion: \"0.2\"\nevents: [birth]\n");
            current.look();
            current.look();
        }
        try (Stream<Path> kept = Files.list(data.resolve("country-packs"))) {
            List<String> names = kept.filter(Files::isDirectory).map(path -> path.getFileName().toString()).toList();
            assertThat(names).hasSize(20).anySatisfy(name -> assertThat(name).startsWith("trial-v24-")).noneSatisfy(name -> assertThat(name).startsWith("trial-v2-"));
        }
        spoilt();
        assertThat(started().pack().version()).isEqualTo("v24");
    }

    @Test
    void theShippedPackNeedsNoFolderAndNoLooks() {
        CurrentPack current = new CurrentPack(Optional.empty(), ZoneOffset.UTC, new KeptPacks(data), Clock.systemUTC());
        current.look();
        assertThat(current.pack().recordedVersion()).isEqualTo(current.pack().version());
        assertThat(data).isEmptyDirectory();
    }

    @Test
    void aFileThatCannotBeReadAnyMoreIsAChangeToo() throws IOException {
        CurrentPack current = started();
        Files.createSymbolicLink(folder.resolve("forms.yaml"), Path.of("/dev/null"));
        current.look();
        current.look();
        assertThat(current.refused()).containsExactly("forms.yaml: not a regular file of the folder");
        Files.delete(folder.resolve("forms.yaml"));
        current.look();
        current.look();
        assertThat(current.refused()).isEmpty();
        assertThat(told).anySatisfy(line -> assertThat(line).contains("holds again what serves"));
    }

    @Test
    void aStartWithoutTheFolderServesTheLastGoodOneAndTellsOnce() throws IOException {
        started();
        Path away = Files.move(folder, folder.resolveSibling("away-" + System.nanoTime()));
        CurrentPack again = started();
        assertThat(again.pack().version()).isEqualTo("7");
        assertThat(again.refused()).containsExactly("pack.yaml: the folder is missing");
        again.look();
        again.look();
        assertThat(alarms("CB172")).isEqualTo(1);
        assertThat(alarms("CB170")).as("what is known is not told again").isZero();
        Files.move(away, folder);
        again.look();
        again.look();
        assertThat(again.refused()).isEmpty();
    }

    @Test
    void aClockThatWasWrongTakesNothingOfWhatServesNow() {
        Clock ahead = Clock.offset(Clock.systemUTC(), Duration.ofDays(3_650));
        KeptPacks kept = new KeptPacks(data.resolve("country-packs"));
        CurrentPack current = new CurrentPack(Optional.of(folder), ZoneOffset.UTC, kept, ahead);
        for (int i = 0; i < 21; i++) {
            trial.write("pack.yaml", "name: trial\nversion: v" + i + "\nlanguages: [eng]\nschemaVersion: \"0.2\"\nevents: [birth]\n");
            current.look();
            current.look();
        }
        trial.write("pack.yaml", "name: trial\nversion: now\nlanguages: [eng]\nschemaVersion: \"0.2\"\nevents: [birth]\n");
        started();
        spoilt();
        assertThat(started().pack().version()).isEqualTo("now");
    }

    @Test
    void whereThePackLiesIsNoQuestionOfTheSettingAlone() {
        CountrySettings settings = new CountrySettings(new TextConfig(Map.of("COUNTRY_PACK", "/gone/pack", "COUNTRY_PACK_CANDIDATE", "/gone/next")));
        assertThat(settings.pack()).contains(Path.of("/gone/pack"));
        assertThat(settings.candidate()).contains(Path.of("/gone/next"));
    }

    /** The fingerprint is over names, too. */
    @Test
    void aFileUnderAnotherNameIsAChange() throws IOException {
        trial.write("notes/a.txt", "one").write("notes/b.txt", "two");
        CurrentPack current = started();
        String before = current.serving().fingerprint();
        Files.move(folder.resolve("notes/b.txt"), folder.resolve("notes/c.txt"));
        current.look();
        current.look();
        assertThat(current.serving().fingerprint()).isNotEqualTo(before);
    }
}
