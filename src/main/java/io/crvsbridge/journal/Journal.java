package io.crvsbridge.journal;

import io.crvsbridge.database.DatabaseWatch;
import io.crvsbridge.kernel.ServerSettings;
import io.crvsbridge.vault.Vault;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;

/** Keeps what comes while the database is away, and stores it when it is back. Every server has its own, in its own {@code DATA_DIR}. */
@Singleton
public class Journal {

    private final JournalFolder folder;
    private final boolean embedded;
    private final Instance<Journaled> kinds;
    private final DatabaseWatch database;
    private final JournalMetrics metrics;
    private final Replay replay;

    @Inject
    Journal(JournalSettings settings, ServerSettings server, Vault vault, @Any Instance<Journaled> kinds, DatabaseWatch database, JournalMetrics metrics, Clock clock) {
        this.folder = new JournalFolder(server.dataDir().resolve("journal"), vault, settings.limits(), clock);
        this.embedded = server.embeddedDatabase();
        this.kinds = kinds;
        this.database = database;
        this.metrics = metrics;
        this.replay = new Replay(folder, this::owner, database::lost, metrics::replayed);
        metrics.watch(folder::waiting, folder::aside);
    }

    private Optional<Journaled> owner(String kind) {
        return kinds.stream().filter(k -> k.kind().equals(kind)).findFirst();
    }

    /**
     * Stores something in the database, at the second try if need be, or keeps it here while the database is away. An embedded database is on the same disk
     * and closes itself when that is full, so nothing new is begun then; what is left of the disk is for the work under way.
     *
     * @param work     stores it; returns after the commit
     * @param contents what {@code kind} needs to store it later
     * @return what {@code work} returned, or nothing when it is durable here
     * @throws NotJournaled     when the database is away and it could not be kept, or the disk is full
     * @throws RuntimeException what {@code work} threw at the second try, when it is not the database that failed
     */
    public <T> Optional<T> storeOrKeep(Supplier<T> work, String kind, Supplier<byte[]> contents) {
        if (embedded && !folder.diskHasRoom()) {
            metrics.refused();
            throw new NotJournaled("The disk of the embedded database is full");
        }
        if (!database.away()) {
            try {
                return Optional.of(twice(work));
            } catch (RuntimeException e) {
                if (!database.lost(e)) {
                    throw e;
                }
            }
        }
        keep(kind, contents.get());
        return Optional.empty();
    }

    /** A database that works again after the first failure, or never was away, is asked once more. */
    private <T> T twice(Supplier<T> work) {
        try {
            return work.get();
        } catch (RuntimeException e) {
            if (database.lost(e)) {
                throw e;
            }
            return work.get();
        }
    }

    private void keep(String kind, byte[] contents) {
        try {
            folder.append(kind, contents);
            metrics.appended(kind);
        } catch (NotJournaled e) {
            metrics.refused();
            throw e;
        }
    }

    /** Brings a batch of entries into the database; called by every sweep that finds the database there. */
    public void replay() {
        replay.run();
    }

    /** Whether one more would be stored or kept, as far as limits and disk tell. @param answers whether the database does */
    boolean takes(boolean answers) {
        return answers ? !embedded || folder.diskHasRoom() : folder.hasRoom();
    }

    int waiting() {
        return folder.waiting();
    }

    int aside() {
        return folder.aside();
    }
}
