package io.crvsbridge.journal;

import io.crvsbridge.vault.Vault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Brings entries into the database, the oldest first. What cannot be brought there is set aside and holds nothing else up. */
final class Replay {

    private static final Logger LOG = Logger.getLogger(Replay.class.getName());
    private static final int AT_ONCE = 500;
    private static final int MOST_TRIES = 5;

    private final JournalFolder folder;
    private final Function<String, Optional<Journaled>> kinds;
    private final Predicate<Throwable> databaseLost;
    private final Consumer<String> replayed;
    private final Map<EntryName, Integer> failures = new HashMap<>();

    /**
     * @param databaseLost whether a failure is the database's, so that every other entry would fail as well
     * @param replayed     is told the kind of each entry that was stored
     */
    Replay(JournalFolder folder, Function<String, Optional<Journaled>> kinds, Predicate<Throwable> databaseLost, Consumer<String> replayed) {
        this.folder = folder;
        this.kinds = kinds;
        this.databaseLost = databaseLost;
        this.replayed = replayed;
    }

    /** One bounded batch; ends at the first failure of the database. */
    synchronized void run() {
        List<EntryName> stored = new ArrayList<>();
        try {
            for (EntryName name : folder.list().stream().limit(AT_ONCE).toList()) {
                if (!goesOn(name, stored)) {
                    break;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The journal cannot be read", e);
        } finally {
            remove(stored);
        }
    }

    private void remove(List<EntryName> stored) {
        try {
            folder.remove(stored);
        } catch (IOException e) {
            throw new UncheckedIOException("Entries of the journal cannot be removed; they are replayed again, which is harmless", e);
        }
    }

    /** @return false when the database is away */
    private boolean goesOn(EntryName name, List<EntryName> stored) throws IOException {
        try {
            Optional<byte[]> contents = folder.read(name);
            if (contents.isPresent()) {
                owner(name).replay(contents.get(), name.arrived());
                stored.add(name);
                replayed.accept(name.kind());
            }
            failures.remove(name);
            return true;
        } catch (Vault.SealBroken | NeverStorable e) {
            setAside(name, e);
            return true;
        } catch (RuntimeException e) {
            if (databaseLost.test(e)) {
                return false;
            }
            if (failures.merge(name, 1, Integer::sum) >= MOST_TRIES) {
                setAside(name, e);
            }
            return true;
        }
    }

    private Journaled owner(EntryName name) {
        return kinds.apply(name.kind()).orElseThrow(() -> new NeverStorable("this server knows no kind '" + name.kind() + "'"));
    }

    private void setAside(EntryName name, RuntimeException why) throws IOException {
        failures.remove(name);
        folder.setAside(name);
        boolean ours = why instanceof NeverStorable || why instanceof Vault.SealBroken;
        LOG.log(Level.SEVERE, ours ? null : why, () -> "CB040 Entry " + name + " of the journal cannot be stored (" + (ours ? why.getMessage() : why.getClass().getSimpleName())
                + "); it is set aside, sealed, and nothing happens to it until a human looks");
    }
}
