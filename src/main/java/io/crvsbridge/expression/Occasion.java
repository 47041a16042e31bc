package io.crvsbridge.expression;

import java.time.LocalDate;
import java.util.Objects;

/**
 * What an expression may ask beside the declaration.
 *
 * @param customAction the name of a custom action, otherwise empty
 * @param today the day to which ages are counted
 */
public record Occasion(String event, String action, String customAction, LocalDate today, String schemaVersion) {

    public Occasion {
        Objects.requireNonNull(event, "event");
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(customAction, "customAction");
        Objects.requireNonNull(today, "today");
        Objects.requireNonNull(schemaVersion, "schemaVersion");
    }
}
