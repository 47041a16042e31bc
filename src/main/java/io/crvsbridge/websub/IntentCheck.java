package io.crvsbridge.websub;

import io.crvsbridge.problem.Problem;
import io.crvsbridge.problem.ProblemType;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.logging.Logger;

/** Answers the hub's questions about subscriptions, and only about those that we have asked for lately. */
@Singleton
class IntentCheck {

    private static final Logger LOG = Logger.getLogger(IntentCheck.class.getName());
    private static final int MOST_CHALLENGE = 500;
    private static final int MOST_TOPIC = 300;

    private final Subscriptions subscriptions;

    @Inject
    IntentCheck(Subscriptions subscriptions) {
        this.subscriptions = subscriptions;
    }

    /** What the hub wants to read back. @throws Problem NOT_FOUND for everything that we have not asked for */
    String answer(HubForm question) {
        String topic = question.get("hub.topic").filter(t -> t.length() <= MOST_TOPIC).orElseThrow(IntentCheck::notOurs);
        if (question.denied()) {
            return denied(topic, question);
        }
        String mode = question.get("hub.mode").orElse("");
        if (!mode.equals("subscribe") && !mode.equals("unsubscribe")) {
            throw notOurs();
        }
        String challenge = question.get("hub.challenge").filter(c -> c.length() <= MOST_CHALLENGE)
                .orElseThrow(() -> new Problem(ProblemType.UNREADABLE, "A challenge of at most " + MOST_CHALLENGE + " characters is needed"));
        if (!(mode.equals("subscribe") ? subscriptions.begun(topic) : subscriptions.left(topic))) {
            throw notOurs();
        }
        LOG.fine("The hub verified what we asked it for");
        return challenge;
    }

    private String denied(String topic, HubForm question) {
        if (question.alreadyRegistered()) {
            if (!subscriptions.verified(topic)) {
                throw notOurs();
            }
        } else if (!subscriptions.denied(topic, question.reason())) {
            throw notOurs();
        }
        return "";
    }

    private static Problem notOurs() {
        return new Problem(ProblemType.NOT_FOUND, "No such subscription was asked for");
    }
}
