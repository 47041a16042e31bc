package io.crvsbridge.kernel;

import java.util.List;

/** The settings of one room. All groups are read at start, so that every wrong value is named before any work begins. */
public interface SettingsGroup {

    /** Heading in {@code docs/configuration.md}. */
    String title();

    List<Setting<?>> settings();

    /** Problems that concern several keys together, each sentence naming its keys; empty when there are none. */
    default List<String> problems() {
        return List.of();
    }
}
