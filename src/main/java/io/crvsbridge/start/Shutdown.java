package io.crvsbridge.start;

/** Ends the process from outside the start it belongs to, so that a service manager sees the failure. */
final class Shutdown {

    /** sysexits' EX_CONFIG. */
    private static final int WRONG_CONFIGURATION = 78;

    /** sysexits' EX_IOERR. */
    private static final int CANNOT_WRITE = 74;
    private static final long LOG_IS_WRITTEN_MILLIS = 500;

    private Shutdown() {}

    /** As a kill would: an orderly end could wait for ever for threads that the closed database holds, and there is nothing to be put in order. */
    static void atOnce() {
        Thread end = new Thread(() -> {
            try {
                Thread.sleep(LOG_IS_WRITTEN_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            Runtime.getRuntime().halt(CANNOT_WRITE);
        }, "end without a database");
        end.setDaemon(true);
        end.start();
    }

    static void now() {
        Thread end = new Thread(() -> System.exit(WRONG_CONFIGURATION), "end after a failed start");
        end.setDaemon(true);
        end.start();
    }
}
