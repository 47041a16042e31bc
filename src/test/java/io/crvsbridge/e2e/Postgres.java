package io.crvsbridge.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A private PostgreSQL cluster for one run of the tests, as durable as in production (fsync stays on). PostgreSQL refuses to run as root, so for root it
 * runs as the user {@code postgres}. Where PostgreSQL is not installed the tests are skipped and say so, unless {@code REQUIRE_POSTGRES=1}.
 */
public final class Postgres implements AutoCloseable {

    static final String USER = "bridge";
    private static final String SERVICE_USER = "postgres";
    private static final Duration START = Duration.ofSeconds(60);
    private static final int COMMAND_SECONDS = 60;

    private static Optional<Postgres> cluster;

    private final Path binaries;
    private final Path folder;
    private final boolean asServiceUser = "root".equals(System.getProperty("user.name"));
    private final String password = UUID.randomUUID().toString();
    private final int port = Ports.free();

    private Postgres(Path binaries) throws IOException {
        this.binaries = binaries;
        this.folder = Files.createTempDirectory("crvs-bridge-postgres");
    }

    /** The cluster of this JVM. Skips the test, or fails it if PostgreSQL is required, when there is none. */
    public static synchronized Postgres cluster() {
        if (cluster == null) {
            cluster = binaries().map(Postgres::started);
        }
        if (cluster.isEmpty()) {
            String reason = "PostgreSQL is not installed (looked in /usr/lib/postgresql/*/bin and on the PATH): its tests did not run";
            if ("1".equals(System.getenv("REQUIRE_POSTGRES"))) {
                throw new AssertionError(reason + ", but REQUIRE_POSTGRES=1");
            }
            System.err.println("SKIPPED: " + reason);
            Assumptions.abort(reason);
        }
        return cluster.get();
    }

    /** A cluster of the test's own, that it may stop. */
    static Postgres own() {
        cluster();
        return started(binaries().orElseThrow());
    }

    private static Optional<Path> binaries() {
        List<Path> candidates = new ArrayList<>();
        Path packaged = Path.of("/usr/lib/postgresql");
        if (Files.isDirectory(packaged)) {
            try (Stream<Path> versions = Files.list(packaged)) {
                versions.sorted(Comparator.reverseOrder()).map(version -> version.resolve("bin")).forEach(candidates::add);
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
        for (String entry : System.getenv().getOrDefault("PATH", "").split(java.io.File.pathSeparator)) {
            candidates.add(Path.of(entry));
        }
        return candidates.stream().filter(bin -> Files.isExecutable(bin.resolve("initdb")) && Files.isExecutable(bin.resolve("postgres"))).findFirst();
    }

    private static Postgres started(Path binaries) {
        try {
            Postgres postgres = new Postgres(binaries);
            Runtime.getRuntime().addShutdownHook(new Thread(postgres::stop, "end of PostgreSQL"));
            postgres.init();
            postgres.start();
            return postgres;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void init() throws IOException {
        Path passwordFile = Files.writeString(folder.resolve("password"), password);
        for (Path path : List.of(folder, passwordFile)) {
            own(path);
        }
        run("initdb", "-D", data(), "-U", USER, "-A", "scram-sha-256", "--pwfile=" + passwordFile, "-E", "UTF8", "--no-locale");
        Files.delete(passwordFile);
    }

    private void start() throws IOException {
        String options = "-p " + port + " -k " + folder + " -c listen_addresses=127.0.0.1 -c max_connections=300 -c fsync=on";
        run("pg_ctl", "-D", data(), "-l", folder.resolve("postgres.log").toString(), "-w", "-t", Long.toString(START.toSeconds()), "-o", options, "start");
    }

    private void own(Path path) throws IOException {
        if (asServiceUser) {
            UserPrincipal owner = path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(SERVICE_USER);
            Files.setOwner(path, owner);
        }
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(Files.isDirectory(path) ? "rwx------" : "rw-------"));
    }

    /** Stops it as a crash would: nothing is written in good order. */
    void down() {
        try {
            run("pg_ctl", "-D", data(), "-m", "immediate", "-w", "stop");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Starts it again on the same port. */
    void upAgain() {
        try {
            start();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Every process of it stands still, as on a machine that hangs: connections stay, nothing is answered. */
    void pause() {
        signal("-STOP");
    }

    void goOn() {
        signal("-CONT");
    }

    private void signal(String signal) {
        try {
            long postmaster = postmaster();
            ProcessHandle handle = ProcessHandle.of(postmaster).orElseThrow();
            List<String> command = new ArrayList<>(List.of("kill", signal, Long.toString(postmaster)));
            handle.descendants().forEach(child -> command.add(Long.toString(child.pid())));
            if (new ProcessBuilder(command).start().waitFor() != 0) {
                throw new IllegalStateException("PostgreSQL took no " + signal);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stop();
    }

    private void stop() {
        if (!Files.exists(folder)) {
            return;
        }
        try {
            if (Files.exists(Path.of(data(), "postmaster.pid"))) {
                run("pg_ctl", "-D", data(), "-m", "immediate", "-w", "stop");
            }
        } catch (IOException notStopped) {
            System.err.println("PostgreSQL in " + folder + " was not stopped: " + notStopped.getMessage());
        }
        BridgeServer.remove(folder);
    }

    /** SIGKILL for the server and each of its processes: nothing is flushed, nobody is told. */
    void kill() {
        ProcessHandle postmaster = ProcessHandle.of(postmaster()).orElseThrow(() -> new IllegalStateException("PostgreSQL does not run"));
        List<ProcessHandle> all = new ArrayList<>(postmaster.descendants().toList());
        postmaster.destroyForcibly();
        all.addAll(postmaster.descendants().toList());
        all.forEach(ProcessHandle::destroyForcibly);
        all.add(postmaster);
        Await.until("PostgreSQL's processes are gone", START, () -> all.stream().noneMatch(ProcessHandle::isAlive));
    }

    private long postmaster() {
        try {
            return Long.parseLong(Files.readAllLines(Path.of(data(), "postmaster.pid")).get(0).trim());
        } catch (IOException notRunning) {
            throw new UncheckedIOException(notRunning);
        }
    }

    /** Where the cluster keeps everything, its log included. */
    Path folder() {
        return folder;
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    private void run(String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(asServiceUser ? List.of("runuser", "-u", SERVICE_USER, "--") : List.of());
        command.add(binaries.resolve(program).toString());
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile("postgres-" + program, ".log");
        try {
            Process process = new ProcessBuilder(command).directory(Path.of("/").toFile()).redirectErrorStream(true).redirectOutput(output.toFile()).start();
            if (!process.waitFor(COMMAND_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException(program + " failed: " + Files.readString(output, StandardCharsets.UTF_8));
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new IOException(program + " was interrupted", ended);
        } finally {
            Files.deleteIfExists(output);
        }
    }

    /** A new, empty database. @return its JDBC URL */
    public String createDatabase(String name) {
        execute(url("postgres"), "CREATE DATABASE \"" + name + "\"");
        return url(name);
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    public String user() {
        return USER;
    }

    public String password() {
        return password;
    }

    /** The first column of the first row. */
    public String query(String url, String sql) {
        try (Connection connection = DriverManager.getConnection(url, USER, password); Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : null;
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private void execute(String url, String sql) {
        try (Connection connection = DriverManager.getConnection(url, USER, password); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
