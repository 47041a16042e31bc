package io.crvsbridge.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Where a server under test keeps its rows: the embedded database, or a database of its own in the PostgreSQL cluster. */
public interface Store {

    Map<String, String> settings();

    /** The first column of the first row, where somebody else than the server can look. */
    Optional<String> query(String sql);

    static Store h2() {
        return h2(Map.of());
    }

    /** The embedded database with settings of the caller's, such as another DB_URL. */
    static Store h2(Map<String, String> settings) {
        return new Store() {
            @Override
            public Map<String, String> settings() {
                return settings;
            }

            @Override
            public Optional<String> query(String sql) {
                return Optional.empty();
            }
        };
    }

    static Store postgresql() {
        return postgresql(Postgres.cluster());
    }

    static Store postgresql(Postgres cluster) {
        String url = cluster.createDatabase("bridge_" + UUID.randomUUID().toString().replace("-", ""));
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("DB_URL", url);
        settings.put("DB_USER", cluster.user());
        settings.put("DB_PASSWORD", cluster.password());
        settings.put("VAULT_KEY_FILE", newKey().toString());
        return new Store() {
            @Override
            public Map<String, String> settings() {
                return settings;
            }

            @Override
            public Optional<String> query(String sql) {
                return Optional.ofNullable(cluster.query(url, sql));
            }
        };
    }

    private static Path newKey() {
        try {
            Path file = Files.createTempFile("vault", ".key");
            file.toFile().deleteOnExit();
            byte[] key = new byte[32];
            new java.security.SecureRandom().nextBytes(key);
            return Files.writeString(file, Base64.getEncoder().encodeToString(key) + "\n");
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
