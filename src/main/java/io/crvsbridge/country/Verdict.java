package io.crvsbridge.country;

/** What the pack decides about an action, with the rule and the pack version that decided. */
public sealed interface Verdict {

    String rule();

    String packVersion();

    /** Core may carry the action out now. */
    record Accept(String rule, String packVersion) implements Verdict {}

    /** Core must drop the action. */
    record Refuse(String rule, String packVersion, String reason) implements Verdict {}

    /** Core must wait until the operation at the national ID system has an outcome. */
    record Hold(String rule, String packVersion, String operation) implements Verdict {}
}
