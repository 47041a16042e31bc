package io.crvsbridge.kernel;

/**
 * Says that a row may have work, fired after the commit that made it so. Losing it costs only time: the sweeper finds the row.
 *
 * @param worklist {@link Worklist#name()}
 * @param id       the row's id, nothing else
 */
public record Nudge(String worklist, String id) {}
