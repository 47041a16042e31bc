package io.crvsbridge.trigger;

import io.crvsbridge.action.Answer;
import io.crvsbridge.action.Opening;
import io.crvsbridge.action.PendingActions;
import io.crvsbridge.country.CountryPack;
import io.crvsbridge.country.Situation;
import io.crvsbridge.document.RecordNumber;
import io.crvsbridge.document.RecordSnapshot;
import io.crvsbridge.document.UnreadableDocument;
import io.crvsbridge.journal.Journal;
import io.crvsbridge.kernel.ActionKey;
import io.crvsbridge.database.DatabaseWatch;
import io.crvsbridge.opencrvs.AnswerTimes;
import io.crvsbridge.opencrvs.RefusedTokens;
import io.crvsbridge.problem.Problem;
import io.crvsbridge.problem.ProblemType;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;

/** Judges a trigger by the country pack and stores the verdict before it is told. */
@Singleton
class Judge {

    private static final Logger LOG = Logger.getLogger(Judge.class.getName());
    private static final Pattern CUSTOM_TYPE = Pattern.compile("[\\p{Alnum}][\\p{Alnum} ._:/-]{0,149}");
    private static final Answer NOT_OURS = new Answer(200, "{}");
    private static final Answer HELD = new Answer(202, "{}");

    private final Provider<CountryPack> pack;
    private final Assessment assessment;
    private final PendingActions actions;
    private final AnswerTimes answers;
    private final RefusedTokens refusals;
    private final Journal journal;
    private final DatabaseWatch database;

    @Inject
    Judge(Provider<CountryPack> pack, Assessment assessment, PendingActions actions, AnswerTimes answers, RefusedTokens refusals, Journal journal,
            DatabaseWatch database) {
        this.pack = pack;
        this.assessment = assessment;
        this.actions = actions;
        this.answers = answers;
        this.refusals = refusals;
        this.journal = journal;
        this.database = database;
    }

    /**
     * The answer to give, durable when it is ours.
     *
     * @throws Problem UNREADABLE, NOT_PERMITTED when token and document disagree, CONFLICTING when the action is another event's, UNAVAILABLE when it could not be stored
     */
    Answer answer(Trigger trigger, byte[] body) {
        RecordSnapshot record;
        try {
            record = read(trigger, body);
        } catch (Problem problem) {
            return givenBefore(trigger, problem);
        }
        CountryPack current = pack.get();
        Situation situation = record.situation();
        if (!current.names(situation.event(), situation.action(), situation.customAction())) {
            return given(trigger).orElse(NOT_OURS);
        }
        Optional<Answer> before = current.asks(situation) ? given(trigger) : Optional.empty();
        if (before.isPresent()) {
            answers.opening(record.key().actionId(), trigger.request());
            return before.get();
        }
        Opening opening = assessment.of(trigger, record, current, body, Assessment.PATIENCE);
        answers.opening(record.key().actionId(), trigger.request());
        return stored(trigger, record, opening, current);
    }

    /** Whatever the verdict, 202 is the answer while the database is away: no other can be sure not to contradict one given before. */
    private Answer stored(Trigger trigger, RecordSnapshot record, Opening opening, CountryPack current) {
        try {
            return journal.storeOrKeep(() -> actions.open(opening, RecordNumber.of(record, current)), KeptTriggers.KIND,
                    () -> new KeptTrigger(trigger, Optional.of(opening.document()), Optional.empty()).written()).orElse(HELD);
        } catch (Problem conflicting) {
            throw conflicting;
        } catch (RuntimeException e) {
            throw notStored(trigger, e);
        }
    }

    /**
     * Stores a trigger that was answered 202 while the database was away; it is judged now. What its rules want to know is asked later: others wait to be stored behind it. Was it stored before, that changes nothing.
     *
     * @throws Problem when it cannot be read any more
     */
    void held(Trigger trigger, byte[] body, Instant arrived) {
        RecordSnapshot record = read(trigger, body);
        if (actions.answerGiven(record.key()).isPresent()) {
            return;
        }
        CountryPack current = pack.get();
        Situation s = record.situation();
        boolean named = current.names(s.event(), s.action(), s.customAction());
        Opening opening = named ? assessment.of(trigger, record, current, body, Duration.ZERO) : assessment.parked(trigger, record, current, body, "no rule names the action any more");
        actions.open(opening.heldSince(arrived), RecordNumber.of(record, current));
    }

    /** Core may deliver an action again when its record shows it decided already: the answer stays the same. */
    private Answer givenBefore(Trigger trigger, Problem problem) {
        if (problem.type() != ProblemType.UNREADABLE) {
            throw problem;
        }
        return given(trigger).orElseThrow(() -> problem);
    }

    /** A database that is away cannot tell, and then nothing is known to be given. */
    private Optional<Answer> given(Trigger trigger) {
        try {
            return actions.answerGiven(lowerCase(trigger.key()));
        } catch (RuntimeException e) {
            if (database.lost(e)) {
                return Optional.empty();
            }
            throw notStored(trigger, e);
        }
    }

    private static Problem notStored(Trigger trigger, RuntimeException e) {
        LOG.log(Level.SEVERE, e, () -> "CB110 Action " + trigger.key().actionId() + " could not be stored; Core was answered 503 and holds it as requested until somebody decides it there");
        return new Problem(ProblemType.UNAVAILABLE, "The action could not be stored");
    }

    private RecordSnapshot read(Trigger trigger, byte[] body) {
        try {
            RecordSnapshot record = RecordSnapshot.read(body);
            if (!record.key().equals(lowerCase(trigger.key()))) {
                throw refusals.refused(RefusedTokens.Cause.ACTION);
            }
            boolean asAnnounced = record.situation().event().equals(trigger.event()) && record.situation().action().equals(trigger.type().name());
            if (!asAnnounced || !CUSTOM_TYPE.matcher(record.customAction().orElse("x")).matches()) {
                throw new Problem(ProblemType.UNREADABLE, "The document's event and pending action are not those of the path");
            }
            return record;
        } catch (UnreadableDocument e) {
            throw new Problem(ProblemType.UNREADABLE, e.getMessage());
        }
    }

    private static ActionKey lowerCase(ActionKey key) {
        return new ActionKey(key.eventId().toLowerCase(java.util.Locale.ROOT), key.actionId().toLowerCase(java.util.Locale.ROOT));
    }
}
