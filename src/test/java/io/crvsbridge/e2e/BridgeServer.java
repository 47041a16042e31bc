package io.crvsbridge.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The packaged server as a child process with its own ports, output folder, data folder and environment. Nothing of the caller's environment reaches it
 * but what a shell needs. It ends with the JVM that started it.
 */
public final class BridgeServer implements AutoCloseable {

    private static final Path HOME = Path.of(System.getProperty("bridge.home", "target/liberty/wlp")).toAbsolutePath();
    private static final List<String> INHERITED = List.of("PATH", "HOME", "LANG", "TMPDIR", "TEMP", "SystemRoot");
    private static final Duration START = Duration.ofSeconds(300);
    private static final Duration STOP = Duration.ofSeconds(60);
    private static final int TAIL = 60;
    /** Liberty's word for an application that cannot be started at all; the server would go on without it. */
    private static final String APPLICATION_FAILED = "CWWKZ0002E";
    /** Less optimizing halves what a start costs, and a server under test lives for minutes; the code cache would be too small then. */
    private static final String SHORT_LIFE = "-XX:TieredStopAtLevel=1 -XX:ReservedCodeCacheSize=160m";
    private static final Set<BridgeServer> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> RUNNING.forEach(BridgeServer::kill), "end of the servers"));
    }

    private final Path folder;
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(2)).build();
    private Process process;

    /** A server on a free port, that keeps everything below this folder. */
    public BridgeServer(Path folder) {
        this(folder, Ports.free());
    }

    public BridgeServer(Path folder, int httpPort) {
        this.folder = folder.toAbsolutePath();
        environment.put("WLP_OUTPUT_DIR", this.folder.resolve("output").toString());
        environment.put("DATA_DIR", this.folder.resolve("data").toString());
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("HTTP_PORT", Integer.toString(httpPort));
        environment.put("HTTPS_PORT", "-1");
        environment.put("HTTP_HOST", "127.0.0.1");
    }

    /** A server on a free port that lives shortly: it starts quickly, and is not as fast in the end. */
    static BridgeServer shortLived(Path folder) {
        return new BridgeServer(folder).options("");
    }

    /** More options for the JVM of a server that lives shortly. */
    BridgeServer options(String more) {
        return set("JVM_ARGS", (SHORT_LIFE + " " + more).strip());
    }

    /** Settings for the next start; a null value takes one away. */
    public BridgeServer set(Map<String, String> settings) {
        settings.forEach(this::set);
        return this;
    }

    public BridgeServer set(String key, String value) {
        if (value == null) {
            environment.remove(key);
        } else {
            environment.put(key, value);
        }
        return this;
    }

    public URI base() {
        return URI.create("http://127.0.0.1:" + environment.get("HTTP_PORT"));
    }

    public Path dataDir() {
        return Path.of(environment.get("DATA_DIR"));
    }

    /** Starts, and returns when the server is ready. */
    public BridgeServer start() {
        launch();
        awaitReady();
        return this;
    }

    /** Starts without waiting for anything. */
    public void launch() {
        if (process != null && process.isAlive()) {
            throw new IllegalStateException("the server runs already");
        }
        Path script = HOME.resolve("bin").resolve(System.getProperty("os.name").startsWith("Windows") ? "server.bat" : "server");
        if (!Files.isRegularFile(script)) {
            throw new IllegalStateException("there is no packaged server at " + HOME + "; run mvn package first");
        }
        ProcessBuilder builder = new ProcessBuilder(script.toString(), "run");
        builder.environment().keySet().retainAll(INHERITED);
        builder.environment().putAll(environment);
        try {
            Files.createDirectories(folder);
            builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(logFile().toFile()));
            process = builder.start();
            process.getOutputStream().close();
            RUNNING.add(this);
        } catch (IOException notStarted) {
            throw new UncheckedIOException(notStarted);
        }
    }

    /** Waits for readiness, and gives up at once, with the end of the log, when the process has ended. */
    public void awaitReady() {
        try {
            Await.until("the server is ready", START, () -> {
                if (!process.isAlive()) {
                    throw new IllegalStateException("the server ended with status " + process.exitValue());
                }
                if (log().contains(APPLICATION_FAILED)) {
                    throw new IllegalStateException("the application did not start");
                }
                return isReady();
            });
        } catch (AssertionError | IllegalStateException e) {
            throw new IllegalStateException(e.getMessage() + "\n" + logTail(), e);
        }
    }

    public boolean isReady() {
        try {
            HttpRequest request = HttpRequest.newBuilder(base().resolve("/health/ready")).timeout(Duration.ofSeconds(5)).build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The JVM's process id. */
    public long pid() {
        return process.descendants().reduce((first, last) -> last).map(ProcessHandle::pid).orElse(process.pid());
    }

    public boolean isRunning() {
        return process != null && process.isAlive();
    }

    /** Waits until the process ends by itself. @return its status */
    public int awaitEnd(Duration atMost) {
        try {
            if (process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                RUNNING.remove(this);
                return process.exitValue();
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
        throw new AssertionError("the server did not end within " + atMost.toSeconds() + " s\n" + logTail());
    }

    /** SIGTERM, then waits for an orderly end. @return the exit status */
    public int stop() {
        if (process == null) {
            return 0;
        }
        everyProcess().forEach(ProcessHandle::destroy);
        try {
            return awaitEnd(STOP);
        } finally {
            kill();
        }
    }

    /** SIGKILL for the JVM and whatever it started: no hook, no flush. */
    public void kill() {
        if (process != null) {
            everyProcess().forEach(ProcessHandle::destroyForcibly);
            try {
                process.waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        }
        RUNNING.remove(this);
    }

    /** Pauses or resumes an endpoint of the server, such as what takes messages from the queue. @param verb {@code pause} or {@code resume} */
    void endpoint(String verb, String name) {
        ProcessBuilder builder = new ProcessBuilder(HOME.resolve("bin/server").toString(), verb, "defaultServer", "--target=" + name);
        builder.environment().keySet().retainAll(INHERITED);
        builder.environment().putAll(environment);
        try {
            Process command = builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("commands.log").toFile())).start();
            if (!command.waitFor(STOP.toSeconds(), java.util.concurrent.TimeUnit.SECONDS) || command.exitValue() != 0) {
                throw new IllegalStateException("server " + verb + " did not work, see " + folder.resolve("commands.log"));
            }
        } catch (IOException notStarted) {
            throw new UncheckedIOException(notStarted);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ended);
        }
    }

    /** Has the JVM write its threads' stacks to the console. */
    void dumpThreads() {
        try {
            new ProcessBuilder("kill", "-3", Long.toString(process.pid())).start().waitFor(10, TimeUnit.SECONDS);
        } catch (IOException notSent) {
            throw new UncheckedIOException(notSent);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops if need be, and starts with the same ports and folders. */
    public BridgeServer restart() {
        if (isRunning()) {
            stop();
        }
        return start();
    }

    /** The script replaces itself by the JVM where it can; where it cannot, the JVM is its child. */
    private List<ProcessHandle> everyProcess() {
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        all.add(process.toHandle());
        return all;
    }

    /** Everything the server wrote to its console since this folder was first used. */
    public String log() {
        try {
            return Files.exists(logFile()) ? new String(Files.readAllBytes(logFile()), StandardCharsets.UTF_8) : "";
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    public String logTail() {
        List<String> lines = log().lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL), lines.size()));
    }

    public Path logFile() {
        return folder.resolve("console.log");
    }

    /** Ends the server at once; its log and data stay to be looked at. */
    @Override
    public void close() {
        kill();
    }

    /** Removes a folder with all it holds. */
    static void remove(Path folder) {
        try (Stream<Path> below = Files.walk(folder)) {
            below.sorted(java.util.Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        } catch (IOException leftThere) {
            throw new UncheckedIOException(leftThere);
        }
    }
}
