package io.crvsbridge.journal;

/**
 * How far the journal may grow.
 *
 * @param reserve bytes of the disk that it leaves free
 */
record Limits(int entries, long bytes, long reserve) {}
