package io.crvsbridge.action;

/** How the country pack judged an action. */
public enum Decision { ACCEPT, REFUSE, HOLD }
