package io.crvsbridge.impact;

import io.crvsbridge.country.BadCountryPack;
import io.crvsbridge.country.CountryPack;
import io.crvsbridge.country.PackFolder;
import io.crvsbridge.document.Matter;
import io.crvsbridge.document.RecordSnapshot;
import io.crvsbridge.document.UnreadableDocument;
import io.crvsbridge.examination.Examiner;
import io.crvsbridge.impact.OpenDocuments.OpenDocument;
import io.crvsbridge.problem.Problem;
import io.crvsbridge.problem.ProblemType;
import io.crvsbridge.rehearsal.Difference;
import io.crvsbridge.rehearsal.LoadedPack;
import io.crvsbridge.rehearsal.Outcome;
import io.crvsbridge.serving.CountrySettings;
import io.crvsbridge.serving.CurrentPack;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Runs the candidate and the pack that serves over the samples of both and over the sealed documents of actions that have not ended. Nothing is changed, sent or kept; one
 * look at a time, a bounded page of it each.
 */
@Singleton
class Impact {

    private static final int PAGE = 50;
    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final int MOST_TOLD = 10;
    /** Which field would take what, told by the words themselves. */
    private static final Map<String, String> WORDS = Map.of("VID", "VID", "UIN", "UIN", "PSUT", "PSUT", "AID", "AID");

    private final CurrentPack current;
    private final CountrySettings settings;
    private final OpenDocuments documents;
    private final CountryPack.Abilities abilities;
    private final Semaphore looking = new Semaphore(1);
    private LoadedPack loaded;

    @Inject
    Impact(CurrentPack current, CountrySettings settings, OpenDocuments documents, Examiner examiner) {
        this.current = current;
        this.settings = settings;
        this.documents = documents;
        this.abilities = examiner.abilities();
    }

    /** @param judgedBy the rule that judged the action when it came, which may be one of an older pack */
    record Change(String action, String judgedBy, Difference difference) {}

    /**
     * A part of the whole.
     *
     * @param samples    for the first page
     * @param looked     how many open actions were looked at
     * @param unreadable how many of them do not open, or hold nothing
     * @param readyMade  how many of them came with a packet made elsewhere, on which no pack has a say
     * @param next       where the next page begins
     */
    record Page(LoadedPack serving, LoadedPack candidate, Optional<List<Difference>> samples, List<Change> actions, int looked, int unreadable, int readyMade, Optional<String> next) {}

    /** @throws Problem CALLER_ERROR when the candidate may not serve, UNAVAILABLE when another look is under way */
    Page page(Path folder, String after, String actor) {
        if (!looking.tryAcquire()) {
            throw new Problem(ProblemType.UNAVAILABLE, "Another look at the impact is under way");
        }
        try {
            LoadedPack candidate = candidate(folder);
            LoadedPack serving = current.serving();
            Optional<List<Difference>> samples = after.isEmpty() ? Optional.of(serving.differences(candidate)) : Optional.empty();
            return new Look(serving, candidate).page(samples, documents.after(after, PAGE, actor, "candidate=" + candidate.pack().recordedVersion()));
        } finally {
            looking.release();
        }
    }

    /** Loaded once for all pages, as long as its files are the same. */
    private LoadedPack candidate(Path folder) {
        try {
            PackFolder files = PackFolder.read(folder);
            if (loaded == null || !loaded.fingerprint().equals(files.fingerprint())) {
                loaded = LoadedPack.load(files, settings.zone());
            }
            return loaded;
        } catch (BadCountryPack e) {
            List<String> faults = e.problems();
            throw new Problem(ProblemType.CALLER_ERROR, "The candidate may not serve, " + faults.size() + " faults: " + String.join("; ", faults.subList(0, Math.min(MOST_TOLD, faults.size()))));
        }
    }

    /** One look, and what it has met so far. */
    private final class Look {

        private final LoadedPack serving;
        private final LoadedPack candidate;
        private final long ends = System.nanoTime() + LONGEST.toNanos();
        private final List<Change> changes = new ArrayList<>();
        private int unreadable;
        private int readyMade;

        Look(LoadedPack serving, LoadedPack candidate) {
            this.serving = serving;
            this.candidate = candidate;
        }

        Page page(Optional<List<Difference>> samples, List<OpenDocument> open) {
            int looked = 0;
            while (looked < open.size() && (looked == 0 || System.nanoTime() - ends < 0)) {
                look(open.get(looked++));
            }
            boolean more = looked < open.size() || open.size() == PAGE;
            Optional<String> next = more && looked > 0 ? Optional.of(open.get(looked - 1).id()) : Optional.empty();
            return new Page(serving, candidate, samples, List.copyOf(changes), looked, unreadable, readyMade, next);
        }

        private void look(OpenDocument open) {
            try {
                if (Matter.read(open.document()) instanceof RecordSnapshot record) {
                    Difference difference = new Difference(open.id(), outcome(serving, record, open), outcome(candidate, record, open));
                    if (difference.any()) {
                        changes.add(new Change(open.actionId(), open.rule(), difference));
                    }
                } else {
                    readyMade++;
                }
            } catch (UnreadableDocument e) {
                unreadable++;
            }
        }

        private Outcome outcome(LoadedPack pack, RecordSnapshot record, OpenDocument open) {
            Optional<String> number = open.registrationNumber().or(record::registrationNumber);
            return Outcome.of(pack.pack(), abilities, record.with(open.additions().learnt()).situation(), record.known(number.map(n -> Map.of("registrationNumber", n)).orElse(Map.of()))).answering(pack.pack(), record.situation().event(), WORDS);
        }
    }
}
