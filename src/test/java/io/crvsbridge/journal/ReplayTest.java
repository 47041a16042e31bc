package io.crvsbridge.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.crvsbridge.kernel.SettableClock;
import io.crvsbridge.vault.Vault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {

    @TempDir
    Path data;

    private final SettableClock clock = SettableClock.at("2026-03-04T12:00:00Z");
    private final List<String> stored = new ArrayList<>();
    private final List<Instant> times = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private boolean databaseLost;
    private Consumer<String> storing = text -> {};
    private JournalFolder folder;
    private Replay replay;

    @BeforeEach
    void folder() {
        folder = new JournalFolder(data.resolve("journal"), Vault.of(data.resolve("vault.keys")), new Limits(10_000, 10_000_000, 0), clock);
        replay = new Replay(folder, kind -> kind.equals("trigger") ? Optional.of(new Triggers()) : Optional.empty(), e -> databaseLost, told::add);
    }

    private final class Triggers implements Journaled {

        @Override
        public String kind() {
            return "trigger";
        }

        @Override
        public void replay(byte[] contents, Instant arrived) {
            String text = new String(contents, StandardCharsets.UTF_8);
            storing.accept(text);
            stored.add(text);
            times.add(arrived);
        }
    }

    @Test
    void entriesAreStoredInOrderWithTheTimeTheyCameAndThenRemoved() throws IOException {
        append("1", "2", "3");
        replay.run();
        assertThat(stored).containsExactly("1", "2", "3");
        assertThat(times).first().isEqualTo(clock.instant());
        assertThat(told).containsExactly("trigger", "trigger", "trigger");
        assertThat(folder.list()).isEmpty();
    }

    @Test
    void theFirstFailureOfTheDatabaseEndsTheBatchAndKeepsTheRest() throws IOException {
        append("1", "2", "3");
        databaseLost = true;
        storing = text -> failOn(text, "2");
        replay.run();
        assertThat(stored).containsExactly("1");
        assertThat(folder.list()).hasSize(2);
        storing = text -> {};
        replay.run();
        assertThat(stored).containsExactly("1", "2", "3");
    }

    @Test
    void aDatabaseThatStaysAwayNeverSetsAnythingAside() throws IOException {
        append("1");
        databaseLost = true;
        storing = text -> failOn(text, "1");
        for (int i = 0; i < 50; i++) {
            replay.run();
        }
        assertThat(folder.list()).hasSize(1);
        assertThat(folder.aside()).isZero();
    }

    @Test
    void whatAWorkingDatabaseRefusesAgainAndAgainIsSetAsideAndHoldsNothingUp() throws IOException {
        append("1", "2", "3");
        storing = text -> failOn(text, "2");
        replay.run();
        assertThat(stored).containsExactly("1", "3");
        assertThat(folder.list()).hasSize(1);
        for (int i = 0; i < 4; i++) {
            replay.run();
        }
        assertThat(folder.list()).isEmpty();
        assertThat(folder.aside()).isEqualTo(1);
    }

    @Test
    void whatCanNeverBeStoredIsSetAsideAtOnce() throws IOException {
        append("1", "2");
        storing = text -> {
            if (text.equals("1")) {
                throw new NeverStorable("no trigger");
            }
        };
        replay.run();
        assertThat(stored).containsExactly("2");
        assertThat(folder.aside()).isEqualTo(1);
    }

    @Test
    void anAlteredEntryIsSetAsideSealedAsItIs() throws IOException {
        append("1", "2");
        EntryName first = folder.list().get(0);
        Path file = data.resolve("journal").resolve(first.toString());
        byte[] sealed = Files.readAllBytes(file);
        sealed[sealed.length - 1] ^= 1;
        Files.write(file, sealed);
        replay.run();
        assertThat(stored).containsExactly("2");
        assertThat(data.resolve("journal").resolve(first + ".aside")).hasBinaryContent(sealed);
    }

    @Test
    void anEntryUnderAKeyThatIsGoneIsSetAside() throws IOException {
        append("1");
        JournalFolder next = new JournalFolder(data.resolve("journal"), Vault.of(data.resolve("other.keys")), new Limits(10, 10_000, 0), clock);
        new Replay(next, kind -> Optional.of(new Triggers()), e -> databaseLost, told::add).run();
        assertThat(stored).isEmpty();
        assertThat(next.aside()).isEqualTo(1);
    }

    @Test
    void aKindThatNobodyKnowsIsSetAside() throws IOException {
        folder.append("delivery", new byte[0]);
        replay.run();
        assertThat(folder.list()).isEmpty();
        assertThat(folder.aside()).isEqualTo(1);
    }

    @Test
    void oneRunTakesABoundedNumber() throws IOException {
        for (int i = 0; i < 600; i++) {
            append("" + i);
        }
        replay.run();
        assertThat(stored).hasSize(500);
        replay.run();
        assertThat(folder.list()).isEmpty();
    }

    private void append(String... texts) {
        for (String text : texts) {
            folder.append("trigger", text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void failOn(String text, String failing) {
        if (text.equals(failing)) {
            throw new IllegalStateException("refused");
        }
    }
}
