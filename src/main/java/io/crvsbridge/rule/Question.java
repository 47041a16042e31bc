package io.crvsbridge.rule;

/** What a rule wants to know of a peer before it goes on. */
public sealed interface Question permits IdentityQuestion, ReadingQuestion {

    /** What tells it apart from the other questions about the same action. */
    String key();
}
