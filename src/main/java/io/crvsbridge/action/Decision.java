package io.crvsbridge.action;

/** How the country pack judged an action. TELL: nothing was to be judged, somebody else answers Core, and the national ID system is only told. */
public enum Decision { ACCEPT, REFUSE, HOLD, TELL }
