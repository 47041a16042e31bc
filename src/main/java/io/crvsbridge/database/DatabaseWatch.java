package io.crvsbridge.database;

import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * Knows whether the database is away. Whoever fails asks {@link #lost}; while it is away every transaction is refused at once instead of waiting for
 * connections, and the sweep looks each second whether it is back.
 */
@Singleton
public class DatabaseWatch {

    private static final Logger LOG = Logger.getLogger(DatabaseWatch.class.getName());

    /** Writes nothing, and yet fails where nothing may be written, as on a standby. */
    private static final String PROBE = "UPDATE job_lease SET holder = holder WHERE name = ''";

    /** Each of its connections is a fresh one: a pooled one says nothing about the next. */
    @Resource(lookup = "jdbc/probe")
    DataSource probes;

    private final Source source;
    private final ReentrantLock probing = new ReentrantLock();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile boolean away;
    private volatile Runnable preparation;
    private volatile Runnable whenClosed = () -> {};

    @Inject
    public DatabaseWatch() {
        this.source = () -> probes.getConnection();
    }

    DatabaseWatch(Source source) {
        this.source = source;
    }

    /** Where fresh connections come from. */
    interface Source {
        Connection connection() throws SQLException;
    }

    /**
     * Prepares the database at start. Is it away, this is done when it is back and before anything else reaches it.
     *
     * @param end what is to be done when an embedded database has closed itself
     * @throws RuntimeException whatever {@code prepare} threw, unless the database is merely away
     */
    public void prepare(Runnable prepare, Runnable end) {
        whenClosed = end;
        try {
            prepare.run();
        } catch (RuntimeException e) {
            if (!unreachable(e)) {
                throw e;
            }
            preparation = prepare;
            away = true;
            LOG.warning(() -> "CB031 The database does not answer at the start (" + SqlFault.text(e)
                    + "); triggers and deliveries go to the journal in DATA_DIR, everything else waits until it is back");
        }
    }

    /** Whether nobody answers there, or not yet. A wrong password or an unknown name is something else. */
    public static boolean unreachable(Throwable failure) {
        return SqlFault.unreachable(failure);
    }

    /** Whether the database is known to be away. Costs nothing. */
    public boolean away() {
        return away;
    }

    /** Whether it is the database that {@code failure} comes from, and not what it was asked to do. Perhaps another try is better when it is not. */
    public boolean lost(Throwable failure) {
        if (away || failure instanceof Away) {
            return true;
        }
        if (SqlFault.ofTheRequest(failure)) {
            return false;
        }
        return gone() || SqlFault.ofTheDatabase(failure);
    }

    /** Of those who fail at the same time, one looks for all. */
    private boolean gone() {
        probing.lock();
        try {
            return away || !look();
        } finally {
            probing.unlock();
        }
    }

    /** A transaction failed. With its connection broken, those that follow need not find out by themselves that the database is away. */
    void failed(Throwable failure) {
        if (!endedBy(failure) && !away && unreachable(failure)) {
            gone();
        }
    }

    /**
     * An embedded database that could not write closes itself, and this process cannot open it again: what holds its connections may even turn in a circle
     * for ever. Then only a new process helps.
     */
    private boolean endedBy(Throwable failure) {
        boolean ended = SqlFault.closedItself(failure);
        if (ended && closed.compareAndSet(false, true)) {
            away = true;
            LOG.severe(() -> "CB032 The embedded database has closed itself, most likely because its disk is full; the server ends with exit code 74 and is to be started again when there is room");
            whenClosed.run();
        }
        return ended;
    }

    /** Looks whether the database answers; called by the sweep while it is away. @return whether it does */
    public boolean look() {
        probing.lock();
        try {
            boolean answers = !closed.get() && answers() && prepared();
            if (answers == away) {
                away = !answers;
                told(answers);
            }
            return answers;
        } finally {
            probing.unlock();
        }
    }

    private static void told(boolean answers) {
        if (answers) {
            LOG.info("The database is back");
        } else {
            LOG.warning(() -> "CB030 The database is away; triggers and deliveries go to the journal in DATA_DIR, everything else waits until it is back");
        }
    }

    private boolean answers() {
        try (Connection connection = source.connection(); Statement statement = connection.createStatement()) {
            if (preparation == null) {
                statement.executeUpdate(PROBE);
            }
            return true;
        } catch (SQLException | RuntimeException e) {
            endedBy(e);
            LOG.log(Level.FINE, e, () -> "The database does not answer");
            return false;
        }
    }

    /** What the start left undone. Whatever is wrong with the database itself ends the server there. */
    private boolean prepared() {
        Runnable left = preparation;
        if (left == null) {
            return true;
        }
        try {
            left.run();
            preparation = null;
            return true;
        } catch (RuntimeException e) {
            LOG.log(Level.FINE, e, () -> "The database is not prepared yet");
            return false;
        }
    }

    /** Nothing was begun: the database is known to be away. */
    public static final class Away extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Away() {
            super("The database is away", null, false, false);
        }
    }
}
