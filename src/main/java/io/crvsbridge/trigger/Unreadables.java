package io.crvsbridge.trigger;

import io.crvsbridge.action.Answer;
import io.crvsbridge.action.Attentions;
import io.crvsbridge.problem.Problem;
import io.crvsbridge.problem.ProblemType;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * An authentic request that cannot be read leaves an action stuck in Core, which only this token can release. So the token is kept, sealed, for a human.
 */
@Singleton
class Unreadables {

    private static final Logger LOG = Logger.getLogger(Unreadables.class.getName());
    private static final Set<ProblemType> STUCK = EnumSet.of(ProblemType.UNREADABLE, ProblemType.CONFLICTING, ProblemType.TOO_LARGE, ProblemType.WRONG_TYPE);

    private final Attentions attentions;

    @Inject
    Unreadables(Attentions attentions) {
        this.attentions = attentions;
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
            attentions.unreadable(trigger.key(), trigger.path(), problem.getMessage(), trigger.token().text());
        } catch (RuntimeException e) {
            LOG.log(Level.SEVERE, e, () -> "CB112 Action " + trigger.key().actionId() + " could neither be read (" + problem.getMessage()
                    + ") nor kept; Core was answered 503 and holds it as requested until somebody decides it there");
            throw new Problem(ProblemType.UNAVAILABLE, "The action could not be stored");
        }
    }
}
