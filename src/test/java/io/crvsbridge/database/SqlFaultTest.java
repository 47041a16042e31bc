package io.crvsbridge.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.api.Test;

class SqlFaultTest {

    /** Refused connection, starting, ending, no room, no connections left, read-only, broken data, broken constraint, wrong password, unknown database. */
    @ParameterizedTest
    @CsvSource({"08001,false,true,true", "57P03,false,true,true", "57P01,false,true,true", "53100,false,true,false", "53300,false,true,false", "25006,false,true,false",
        "22001,true,false,false", "23505,true,false,false", "28P01,false,false,false", "3D000,false,false,false"})
    void aStateSaysWhoseFaultItIs(String state, boolean request, boolean database, boolean unreachable) {
        Throwable failure = new IllegalStateException(new RuntimeException(new SQLException("made up", state)));
        assertThat(SqlFault.ofTheRequest(failure)).isEqualTo(request);
        assertThat(SqlFault.ofTheDatabase(failure)).isEqualTo(database);
        assertThat(SqlFault.unreachable(failure)).isEqualTo(unreachable);
    }

    @Test
    void withoutAStateNothingIsSaid() {
        Throwable failure = new IllegalStateException(new SQLException("made up"));
        assertThat(SqlFault.ofTheRequest(failure) || SqlFault.ofTheDatabase(failure) || SqlFault.unreachable(failure)).isFalse();
        assertThat(SqlFault.text(failure)).isEqualTo("SQLException: made up");
    }
}
