package io.crvsbridge.kernel;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.microprofile.config.Config;

/** Settings of the server itself. Liberty reads most of them in {@code server.xml}; they are checked here so that a wrong one is named. */
@Singleton
public class ServerSettings implements SettingsGroup {

    static final Setting<Integer> PORT = Setting.of("PORT", "3040", Read.number(1, 65_535),
            "HTTP port under the reference middleware's name; `HTTP_PORT` wins.");
    static final Setting<Integer> HTTP_PORT = Setting.optional("HTTP_PORT", Read.number(1, 65_535), "HTTP port. Default: `PORT`, else 3040.");
    static final Setting<Integer> HTTPS_PORT = Setting.of("HTTPS_PORT", "3043", Read.number(-1, 65_535), "HTTPS port; -1 switches HTTPS off.");
    static final Setting<String> HTTP_HOST = Setting.of("HTTP_HOST", "*", Read::text, "Address to listen on; `*` is every address.");
    static final Setting<Path> DATA_DIR = Setting.optional("DATA_DIR", Path::of,
            "Folder of the embedded database, the journal, the queue store and the keys; each server has its own, on a disk that outlasts a restart. Default: `data` in the server's output folder.");
    static final Setting<String> DB_URL = Setting.optional("DB_URL",
            Read.matching("jdbc:(h2|postgresql):.+", "a JDBC URL that starts with jdbc:postgresql: or jdbc:h2:"),
            "JDBC URL. Default: embedded H2 in `DATA_DIR` with `WRITE_DELAY=0`, so that an acknowledged commit survives a kill; an H2 URL of your own must keep that option. "
                    + "Give PostgreSQL time-outs, so that one that hangs is noticed: `jdbc:postgresql://db.example/bridge?connectTimeout=3&socketTimeout=15&tcpKeepAlive=true`.");
    static final Setting<String> DB_USER = Setting.of("DB_USER", "bridge", Read::text, "Database user.");
    static final Setting<String> DB_PASSWORD = Setting.secret("DB_PASSWORD", "Database password.");
    static final Setting<Integer> DB_POOL_SIZE = Setting.of("DB_POOL_SIZE", "6", Read.number(4, 1000),
            "Most connections to the database, which bounds how much happens at once: about three for each processor of this server, more when the database is far away."
                    + " Too many make it slower, not faster.");
    static final Setting<Integer> WORKERS = Setting.of("WORKERS", "32", Read.number(1, 500), "Workers that take actions and deliveries from the queue.");
    static final Setting<Integer> EXECUTOR_THREADS = Setting.of("EXECUTOR_THREADS", "64", Read.number(4, 1000),
            "Threads that workers and requests share, from the start; the server adds more by itself. Let it stay well above `WORKERS`, or calls that hang hold up requests.");

    private final Config config;

    @Inject
    public ServerSettings(Config config) {
        this.config = config;
    }

    @Override
    public String title() {
        return "Server";
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(HTTP_PORT, PORT, HTTPS_PORT, HTTP_HOST, DATA_DIR, DB_URL, DB_USER, DB_PASSWORD, DB_POOL_SIZE, WORKERS, EXECUTOR_THREADS);
    }

    public Path dataDir() {
        return DATA_DIR.get(config);
    }

    /** Whether the database lies in {@link #dataDir()} and not on a server of its own. */
    public boolean embeddedDatabase() {
        return DB_URL.find(config).map(url -> url.startsWith("jdbc:h2:")).orElse(true);
    }

    public int workers() {
        return WORKERS.get(config);
    }
}
