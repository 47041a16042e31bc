package io.crvsbridge.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The embedded database, with the options of our default URL, as a kill leaves it: a copy of its file, taken while it is open, opens with all that was
 * committed. H2 2.5.252 fails here: where a chunk goes to reused space, its file header names the chunk before.
 */
class EmbeddedDatabaseTest {

    private static final int COMMITS = 60;
    private static final int LARGEST = 20_000;
    /** Old chunks may be overwritten at once, as they are after 45 s otherwise. */
    private static final String REUSE_AT_ONCE = ";RETENTION_TIME=0";

    @TempDir
    Path folder;

    @Test
    void whatIsCommittedIsFoundAfterAKill() throws Exception {
        Random random = new Random(7);
        try (Connection connection = open("live"); Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE kept (id BIGINT PRIMARY KEY, body BLOB)");
            connection.setAutoCommit(false);
            for (int i = 1; i <= COMMITS; i++) {
                commit(connection, i, random);
                assertThat(lastInACopy()).as("the last of " + i + " commits").isEqualTo(i);
            }
        }
    }

    private static void commit(Connection connection, long id, Random random) throws SQLException {
        byte[] body = new byte[random.nextInt(LARGEST)];
        random.nextBytes(body);
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO kept VALUES (?, ?)");
                PreparedStatement erase = connection.prepareStatement("UPDATE kept SET body = NULL WHERE id = ?")) {
            insert.setLong(1, id);
            insert.setBytes(2, body);
            insert.executeUpdate();
            erase.setLong(1, id - random.nextInt(5));
            erase.executeUpdate();
        }
        connection.commit();
    }

    private long lastInACopy() throws Exception {
        Files.copy(folder.resolve("live.mv.db"), folder.resolve("killed.mv.db"), StandardCopyOption.REPLACE_EXISTING);
        try (Connection copy = open("killed"); Statement statement = copy.createStatement(); ResultSet rows = statement.executeQuery("SELECT MAX(id) FROM kept")) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    private Connection open(String name) throws Exception {
        return DriverManager.getConnection("jdbc:h2:file:" + folder.resolve(name).toAbsolutePath() + options() + REUSE_AT_ONCE, "bridge", "");
    }

    /** What follows the file's name in the default URL. */
    private static String options() throws IOException {
        Matcher url = Pattern.compile("jdbc:h2:file:\\$\\{DATA_DIR}[^;\"]*(;[^\"]*)\"").matcher(Files.readString(Path.of("src/main/liberty/config/server.xml")));
        assertThat(url.find()).as("a default URL of H2 in server.xml").isTrue();
        return url.group(1);
    }
}
