package io.crvsbridge.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On an H2 in memory whose connections can be refused. */
class DatabaseWatchTest {

    private boolean refused;
    private final AtomicInteger connections = new AtomicInteger();
    private final JdbcDataSource database = new JdbcDataSource();
    private final DatabaseWatch watch = new DatabaseWatch(this::connection);

    @BeforeEach
    void schema() throws SQLException {
        database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE job_lease (name VARCHAR(40) PRIMARY KEY, holder VARCHAR(36))");
        }
    }

    private Connection connection() throws SQLException {
        connections.incrementAndGet();
        if (refused) {
            throw new SQLException("refused", "08001");
        }
        return database.getConnection();
    }

    @Test
    void aFailureWhileTheDatabaseAnswersIsNotTheDatabases() {
        assertThat(watch.lost(new IllegalStateException("no column"))).isFalse();
        assertThat(watch.away()).isFalse();
    }

    @Test
    void aBrokenConstraintIsNotAskedAbout() {
        refused = true;
        assertThat(watch.lost(new RuntimeException(new SQLException("double", "23505")))).isFalse();
        assertThat(connections).hasValue(0);
    }

    @Test
    void aDatabaseThatIsAwayIsAskedOnceAndNotByEveryFailure() {
        refused = true;
        for (int i = 0; i < 100; i++) {
            assertThat(watch.lost(new IllegalStateException("no connection"))).isTrue();
        }
        assertThat(watch.away()).isTrue();
        assertThat(connections).hasValue(1);
    }

    @Test
    void ofThoseWhoFailAtTheSameTimeOneLooksForAll() throws Exception {
        refused = true;
        ExecutorService pool = Executors.newFixedThreadPool(20);
        try {
            Callable<Boolean> failing = () -> watch.lost(new IllegalStateException("no connection"));
            for (Future<Boolean> lost : pool.invokeAll(Collections.nCopies(20, failing))) {
                assertThat(lost.get()).isTrue();
            }
        } finally {
            pool.shutdown();
        }
        assertThat(connections).hasValue(1);
    }

    @Test
    void aBrokenConnectionMakesItLookAndAnyOtherFailureDoesNot() {
        refused = true;
        watch.failed(new RuntimeException(new SQLException("double", "23505")));
        watch.failed(new IllegalStateException("no row"));
        assertThat(connections).hasValue(0);
        watch.failed(new RuntimeException(new SQLException("connection reset", "08006")));
        assertThat(watch.away()).isTrue();
    }

    @Test
    void whoLooksFindsItBack() {
        refused = true;
        watch.lost(new IllegalStateException("no connection"));
        assertThat(watch.look()).isFalse();
        refused = false;
        assertThat(watch.away()).isTrue();
        assertThat(watch.look()).isTrue();
        assertThat(watch.away()).isFalse();
    }

    @Test
    void aDatabaseThatMayNotBeWrittenIsAway() throws SQLException {
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE job_lease");
        }
        assertThat(watch.lost(new IllegalStateException("read-only"))).isTrue();
    }

    @Test
    void aFullDiskOfADatabaseThatAnswersIsTheDatabasesFault() {
        assertThat(watch.lost(new RuntimeException(new SQLException("no space left", "53100")))).isTrue();
        assertThat(watch.away()).isFalse();
    }

    @Test
    void whatTheStartCouldNotDoIsDoneWhenTheDatabaseIsBackAndBeforeAnythingElse() {
        AtomicInteger prepared = new AtomicInteger();
        refused = true;
        Runnable prepare = () -> {
            try (Connection connection = connection()) {
                assertThat(connection.isValid(1)).isTrue();
                assertThat(watch.away()).isEqualTo(connections.get() > 1);
                prepared.incrementAndGet();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        };
        watch.prepare(prepare, () -> {});
        assertThat(watch.away()).isTrue();
        assertThat(watch.look()).isFalse();
        refused = false;
        assertThat(watch.look()).isTrue();
        assertThat(watch.look()).isTrue();
        assertThat(prepared).hasValue(1);
        assertThat(watch.away()).isFalse();
    }

    @Test
    void aStartThatFailsOtherwiseFails() {
        assertThatThrownBy(() -> watch.prepare(() -> {
            throw new IllegalStateException(new SQLException("wrong password", "28P01"));
        }, () -> {})).isInstanceOf(IllegalStateException.class);
        assertThat(watch.away()).isFalse();
    }

    @Test
    void anEmbeddedDatabaseThatHasClosedItselfEndsTheServerOnce() {
        AtomicInteger ends = new AtomicInteger();
        watch.prepare(() -> {}, ends::incrementAndGet);
        watch.failed(new RuntimeException(new SQLException("no row", "02000")));
        assertThat(ends).hasValue(0);
        for (int i = 0; i < 3; i++) {
            watch.failed(new RuntimeException(new SQLException("The database has been closed", "90098", 90098)));
        }
        assertThat(ends).hasValue(1);
        assertThat(watch.away()).isTrue();
        assertThat(watch.look()).as("whether it is back").isFalse();
    }
}
