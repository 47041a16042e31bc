package io.crvsbridge.forms;

import java.util.Arrays;
import java.util.Optional;

/** A version of OpenCRVS whose form definition is written. 2.0 serves 1.9, too: the two have the same fields. */
public enum FormVersion {
    V2_0("2.0"),
    V1_8("1.8");

    private final String text;

    FormVersion(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }

    /** The file of a pack that replaces the shipped template. */
    String file() {
        return "forms-" + text + ".json";
    }

    public static Optional<FormVersion> named(String text) {
        return Arrays.stream(values()).filter(version -> version.text.equals(text)).findFirst();
    }
}
