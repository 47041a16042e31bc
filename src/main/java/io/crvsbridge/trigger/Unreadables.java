package io.crvsbridge.trigger;

import io.crvsbridge.action.Answer;
import io.crvsbridge.attention.Attentions;
import io.crvsbridge.action.PendingActions;
import io.crvsbridge.journal.Journal;
import io.crvsbridge.journal.Journaled;
import io.crvsbridge.kernel.ActionKey;
import io.crvsbridge.problem.Problem;
import io.crvsbridge.problem.ProblemType;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * An authentic request that cannot be read leaves an action stuck in Core, which only this token can release. So the token is kept, sealed, for a human.
 */
@Singleton
class Unreadables implements Journaled {

    private static final String KIND = "unreadable";

    private static final Logger LOG = Logger.getLogger(Unreadables.class.getName());
    private static final Set<ProblemType> STUCK = EnumSet.of(ProblemType.UNREADABLE, ProblemType.CONFLICTING, ProblemType.TOO_LARGE, ProblemType.WRONG_TYPE);

    private final Attentions attentions;
    private final PendingActions actions;
    private final Journal journal;

    @Inject
    Unreadables(Attentions attentions, PendingActions actions, Journal journal) {
        this.attentions = attentions;
        this.actions = actions;
        this.journal = journal;
    }

    /** A piece of work that may find the request unreadable. */
    interface Reading {
        Answer answer() throws IOException;
    }

    Answer keeping(Trigger trigger, Reading reading) throws IOException {
        try {
            return reading.answer();
        } catch (Problem problem) {
            if (STUCK.contains(problem.type())) {
                keep(trigger, problem);
            }
            throw problem;
        }
    }

    private void keep(Trigger trigger, Problem problem) {
        try {
            journal.storeOrKeep(() -> raised(trigger, problem.getMessage()), KIND,
                    () -> new KeptTrigger(trigger, Optional.empty(), Optional.of(problem.getMessage())).written());
        } catch (RuntimeException e) {
            LOG.log(Level.SEVERE, e, () -> "CB112 Action " + trigger.key().actionId() + " could neither be read (" + problem.getMessage()
                    + ") nor kept; Core was answered 503 and holds it as requested until somebody decides it there");
            throw new Problem(ProblemType.UNAVAILABLE, "The action could not be stored");
        }
    }

    private ActionKey raised(Trigger trigger, String reason) {
        attentions.unreadable(trigger.key(), trigger.path(), reason, trigger.token().text());
        return trigger.key();
    }

    @Override
    public String kind() {
        return KIND;
    }

    /** An action that was answered before is not stuck; while the database was away nobody could know. */
    @Override
    public void replay(byte[] contents, Instant arrived) {
        KeptTrigger kept = KeptTriggers.read(contents);
        ActionKey key = kept.trigger().key();
        if (actions.answerGiven(new ActionKey(key.eventId().toLowerCase(Locale.ROOT), key.actionId().toLowerCase(Locale.ROOT))).isEmpty()) {
            raised(kept.trigger(), kept.reason().orElse("unknown"));
        }
    }
}
