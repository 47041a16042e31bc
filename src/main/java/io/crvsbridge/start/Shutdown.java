package io.crvsbridge.start;

/** Ends the process from outside the start it belongs to, so that a service manager sees the failure. */
final class Shutdown {

    /** sysexits' EX_CONFIG. */
    private static final int WRONG_CONFIGURATION = 78;

    private Shutdown() {}

    static void now() {
        Thread end = new Thread(() -> System.exit(WRONG_CONFIGURATION), "end after a failed start");
        end.setDaemon(true);
        end.start();
    }
}
