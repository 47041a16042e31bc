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

/**
 * An authentic request that cannot be read leaves an action stuck in Core, which only this token can release. So the token is kept, sealed, for a human.
 */
@Singleton
class Unreadables {

    private static final Set<ProblemType> STUCK = EnumSet.of(ProblemType.UNREADABLE, ProblemType.TOO_LARGE, ProblemType.WRONG_TYPE);

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
                attentions.unreadable(trigger.key(), trigger.path(), problem.getMessage(), trigger.token().text());
            }
            throw problem;
        }
    }
}
