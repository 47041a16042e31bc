package io.crvsbridge.country;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The rules of an event, by the action that they are for: an action type of Core, {@code CUSTOM:<name>}, {@code CUSTOM:*} for the custom actions that have no rules of their
 * own, or {@code *} for all actions that have none.
 */
record Rules(Map<String, List<Rule>> byAction) {

    static final String ANY_ACTION = "*";
    static final String ANY_CUSTOM = "CUSTOM:*";
    private static final String CUSTOM = "CUSTOM";

    /** Under which key those of an action stand, if there are any. @param customAction the name of a CUSTOM action, otherwise not looked at */
    Optional<String> key(String action, String customAction) {
        Stream<String> keys = action.equals(CUSTOM) ? Stream.of(CUSTOM + ":" + customAction, ANY_CUSTOM, ANY_ACTION) : Stream.of(action, ANY_ACTION);
        return keys.filter(byAction::containsKey).findFirst();
    }

    /** Whether there are rules for an action; of CUSTOM only together with its name. */
    CountryPack.Naming naming(String action) {
        if (key(action, ANY_ACTION).isPresent()) {
            return CountryPack.Naming.NAMED;
        }
        boolean some = action.equals(CUSTOM) && byAction.keySet().stream().anyMatch(key -> key.startsWith(CUSTOM));
        return some ? CountryPack.Naming.BY_CUSTOM_TYPE : CountryPack.Naming.NOT_NAMED;
    }

    Set<String> actions() {
        return byAction.keySet();
    }
}
