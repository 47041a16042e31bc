package io.crvsbridge.database;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.HeuristicRollbackException;
import jakarta.transaction.NotSupportedException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.UserTransaction;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Runs a piece of work in one database transaction and returns only after its commit. Work within work is part of the same transaction.
 * Remote calls never happen inside.
 */
@Singleton
public class Transactions {

    private final UserTransaction transaction;
    private final DatabaseWatch database;
    private final ThreadLocal<List<Runnable>> afterwards = new ThreadLocal<>();

    @Inject
    public Transactions(UserTransaction transaction, DatabaseWatch database) {
        this.transaction = transaction;
        this.database = database;
    }

    /**
     * Commits what {@code work} did, or nothing of it.
     *
     * @return what {@code work} returned, once it is durable
     * @throws DatabaseWatch.Away when the database is known to be away
     * @throws CommitFailed     when the database did not take the commit
     * @throws RuntimeException whatever {@code work} threw; its changes are rolled back
     */
    public <T> T call(Supplier<T> work) {
        return afterwards.get() == null ? whole(work) : work.get();
    }

    /** Done once the transaction that runs is committed, and not at all when it is rolled back; at once when none runs. */
    public void afterCommit(Runnable next) {
        List<Runnable> waiting = afterwards.get();
        if (waiting == null) {
            next.run();
        } else {
            waiting.add(next);
        }
    }

    private <T> T whole(Supplier<T> work) {
        List<Runnable> next = new ArrayList<>();
        afterwards.set(next);
        T result;
        try {
            result = committed(work);
        } finally {
            afterwards.remove();
        }
        next.forEach(Runnable::run);
        return result;
    }

    private <T> T committed(Supplier<T> work) {
        begin();
        T result;
        try {
            result = work.get();
        } catch (RuntimeException | Error e) {
            database.failed(e);
            rollback();
            throw e;
        }
        commit();
        return result;
    }

    /** As {@link #call}, for work without a result. */
    public void run(Runnable work) {
        call(() -> {
            work.run();
            return null;
        });
    }

    private void begin() {
        if (database.away()) {
            throw new DatabaseWatch.Away();
        }
        try {
            transaction.begin();
        } catch (NotSupportedException | SystemException e) {
            throw new CommitFailed("No transaction could be started", e);
        }
    }

    private void commit() {
        try {
            transaction.commit();
        } catch (RollbackException | HeuristicMixedException | HeuristicRollbackException | SystemException e) {
            database.failed(e);
            throw new CommitFailed("The database did not take the commit", e);
        }
    }

    private void rollback() {
        try {
            if (transaction.getStatus() != Status.STATUS_NO_TRANSACTION) {
                transaction.rollback();
            }
        } catch (SystemException e) {
            throw new CommitFailed("The transaction could not be rolled back", e);
        }
    }

    /** The commit's outcome is not success: nothing may be claimed to be stored. */
    public static final class CommitFailed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        CommitFailed(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
