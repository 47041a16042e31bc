package io.crvsbridge.serving;

import io.crvsbridge.country.BadCountryPack;
import io.crvsbridge.country.CountryPack;
import io.crvsbridge.country.PackFolder;
import io.crvsbridge.kernel.BadSetting;
import io.crvsbridge.kernel.ServerSettings;
import io.crvsbridge.rehearsal.LoadedPack;
import io.crvsbridge.retention.Retention;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The pack that serves now. Whoever asks gets it at that moment and uses it to the end of what he does; the next one goes live at once and as a whole. What lies in the
 * folder goes live only when it is good: otherwise the last good one keeps serving, also after a restart. Without any good one the start ends.
 */
@Singleton
public class CurrentPack {

    private static final Logger LOG = Logger.getLogger(CurrentPack.class.getName());
    private static final int MOST_TOLD = 10;

    private final Optional<Path> folder;
    private final ZoneId zone;
    private final KeptPacks kept;
    private final Clock clock;

    private volatile LoadedPack serving;
    private volatile List<String> refused = List.of();
    /** What was found at the last look, and what was last judged, by the folder's state. */
    private String seen;
    private String judged;
    /** What the folder was when the pack that serves was taken from it. */
    private String served;

    @Inject
    CurrentPack(CountrySettings settings, ServerSettings server, Clock clock) {
        this(settings.pack(), settings.zone(), new KeptPacks(server.dataDir().resolve("country-packs")), clock);
    }

    /** @throws BadSetting when there is no good pack to begin with */
    CurrentPack(Optional<Path> folder, ZoneId zone, KeptPacks kept, Clock clock) {
        this.folder = folder;
        this.zone = zone;
        this.kept = kept;
        this.clock = clock;
        begin();
    }

    @Produces
    CountryPack pack() {
        return serving.pack();
    }

    /** The pack that serves, with all that was found out about it. */
    public LoadedPack serving() {
        return serving;
    }

    /** Why what lies in the folder does not serve: its faults with file and line; nothing when it does. */
    List<String> refused() {
        return refused;
    }

    private void begin() {
        try {
            if (folder.isEmpty()) {
                serving = LoadedPack.load(PackFolder.shipped(), zone);
            } else {
                PackFolder found = PackFolder.read(folder.get());
                judged = found.state();
                serve(found, LoadedPack.load(found, zone));
            }
        } catch (BadCountryPack e) {
            serving = last().orElseThrow(() -> new BadSetting("COUNTRY_PACK does not hold a good pack: " + String.join("; ", e.problems()), e));
            refused = e.problems();
            judged = judged == null ? e.getMessage() : judged;
            LOG.severe(() -> "CB172 COUNTRY_PACK does not hold a good pack. The last good one, " + serving.title() + ", serves again: " + told(e.problems()));
        }
        LOG.info(() -> "The country pack " + serving.title() + " serves");
    }

    private Optional<LoadedPack> last() {
        try {
            Optional<PackFolder> files = folder.flatMap(kept::last);
            files.ifPresent(good -> served = good.state());
            return files.isPresent() ? Optional.of(LoadedPack.load(files.get(), zone)) : Optional.empty();
        } catch (BadCountryPack goodInAnEarlierRelease) {
            return Optional.empty();
        }
    }

    /** Looks at the folder. A change is taken when the look before has seen the same: nobody wants half of what is being written. */
    synchronized void look() {
        if (folder.isEmpty()) {
            return;
        }
        try {
            PackFolder found = PackFolder.read(folder.get());
            if (isNews(found.state())) {
                judge(found);
            }
        } catch (BadCountryPack e) {
            if (isNews(e.getMessage())) {
                refuse(e.problems());
            }
        }
    }

    private boolean isNews(String found) {
        boolean steady = found.equals(seen);
        boolean news = !found.equals(judged) && steady;
        seen = found;
        judged = news ? found : judged;
        return news;
    }

    private void judge(PackFolder found) {
        if (found.state().equals(served)) {
            refused = List.of();
            LOG.info(() -> "COUNTRY_PACK holds again what serves: " + serving.title());
            return;
        }
        try {
            LoadedPack next = LoadedPack.load(found, zone);
            LoadedPack before = serving;
            serve(found, next);
            LOG.info(() -> "The country pack " + next.title() + " serves in place of " + before.title());
        } catch (BadCountryPack e) {
            refuse(e.problems());
        }
    }

    private void refuse(List<String> problems) {
        refused = problems;
        LOG.severe(() -> "CB170 What lies in COUNTRY_PACK may not serve; " + serving.title() + " keeps serving: " + told(problems));
    }

    private void serve(PackFolder found, LoadedPack next) {
        if (kept.knowsOthersOf(next)) {
            LOG.warning(() -> "CB171 The country pack " + next.title() + " has the version of other files that have served. Decisions record the beginning of the fingerprint, too");
        }
        next.warnings().stream().limit(MOST_TOLD).forEach(warning -> LOG.info(() -> "The country pack " + next.title() + ": " + warning));
        serving = next;
        served = found.state();
        refused = List.of();
        try {
            kept.keep(found, next, folder.orElseThrow(), clock.instant());
        } catch (IOException | UncheckedIOException e) {
            LOG.log(Level.WARNING, e, () -> "CB173 The country pack " + next.title() + " serves and could not be kept in DATA_DIR: a start with a bad pack would end the server");
        }
    }

    private static String told(List<String> problems) {
        int most = Math.min(MOST_TOLD, problems.size());
        return String.join("; ", problems.subList(0, most)) + (problems.size() > most ? "; and " + (problems.size() - most) + " more" : "");
    }

    @Produces
    Retention retention() {
        return pack().retention();
    }
}
