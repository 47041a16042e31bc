package io.crvsbridge.trigger;

import io.crvsbridge.kernel.ActionKey;
import io.crvsbridge.opencrvs.ActionType;
import io.crvsbridge.opencrvs.RecordToken;
import jakarta.servlet.http.HttpServletRequest;

/**
 * One authentic request of Core.
 *
 * @param event   event type of the path
 * @param type    action type of the path
 * @param request the servlet request, for marking when its answer was written
 */
record Trigger(String event, ActionType type, RecordToken token, HttpServletRequest request) {

    ActionKey key() {
        return token.key().orElseThrow();
    }

    String path() {
        return "/trigger/events/" + event + "/actions/" + type;
    }
}
