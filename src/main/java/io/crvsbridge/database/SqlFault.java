package io.crvsbridge.database;

import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;

/** Tells by its SQLSTATE (ISO 9075, and PostgreSQL's appendix of error codes) whose fault a failure is. */
final class SqlFault {

    private static final int CLASS = 2;
    /** Data exception, integrity constraint violation. */
    private static final Set<String> REQUEST = Set.of("22", "23");
    /** Connection exception, insufficient resources, operator intervention, system error. */
    private static final Set<String> DATABASE = Set.of("08", "53", "57", "58");
    /** Connection exception, and a server that is starting or ending: 57P01 to 57P03. */
    private static final String CONNECTION = "08";
    private static final String STARTING_OR_ENDING = "57P0";
    private static final String READ_ONLY = "25006";

    /** H2's codes: the database has been closed; is being closed. */
    private static final Set<Integer> CLOSED = Set.of(90098, 90121);

    private SqlFault() {}

    /** What was asked is at fault; it would fail on any database. */
    static boolean ofTheRequest(Throwable failure) {
        return state(failure).filter(s -> REQUEST.contains(s.substring(0, CLASS))).isPresent();
    }

    /** The database cannot do its work, whatever is asked. */
    static boolean ofTheDatabase(Throwable failure) {
        return state(failure).filter(s -> DATABASE.contains(s.substring(0, CLASS)) || s.equals(READ_ONLY)).isPresent();
    }

    /** Nobody answers there, or not yet; a wrong password or an unknown name is something else. */
    static boolean unreachable(Throwable failure) {
        return state(failure).filter(s -> s.startsWith(CONNECTION) || s.startsWith(STARTING_OR_ENDING)).isPresent();
    }

    /** An embedded database is closed while the server runs. */
    static boolean closedItself(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof SQLException sql && CLOSED.contains(sql.getErrorCode())) {
                return true;
            }
        }
        return false;
    }

    /** The message of the deepest cause. */
    static String text(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getClass().getSimpleName() + (root.getMessage() == null ? "" : ": " + root.getMessage());
    }

    private static Optional<String> state(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof SQLException sql && sql.getSQLState() != null && sql.getSQLState().length() > CLASS) {
                return Optional.of(sql.getSQLState());
            }
        }
        return Optional.empty();
    }
}
