package io.crvsbridge.demo;

import java.util.Locale;

/** Tells what happens, with the seconds since the beginning in front. */
final class Told {

    private final long beginning = System.nanoTime();

    void step(String words) {
        System.out.println(String.format(Locale.ROOT, "%8.3f s  %s", (System.nanoTime() - beginning) / 1e9, words));
    }

    void heading(String words) {
        System.out.println("\n" + words);
    }
}
