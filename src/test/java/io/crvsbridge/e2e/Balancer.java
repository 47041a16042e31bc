package io.crvsbridge.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A load balancer: each request goes to the next server in turn, and to another one when a connection is refused. A request that broke off after it
 * was sent is left without an answer.
 */
final class Balancer implements AutoCloseable {

    private static final List<String> FORWARDED = List.of("content-type", "authorization", "x-hub-signature", "link", "accept");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "balancer");
        thread.setDaemon(true);
        return thread;
    });
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(5)).build();
    private final AtomicInteger turn = new AtomicInteger();
    private final Map<String, AtomicInteger> answered = new ConcurrentHashMap<>();
    private volatile List<URI> targets = List.of();
    private volatile URI questions;

    Balancer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), Ports.free()), 0);
        } catch (IOException notBound) {
            throw new UncheckedIOException(notBound);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    URI base() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    void targets(URI... bases) {
        targets = List.of(bases);
    }

    /** What is asked by GET, such as a hub's challenge, goes to this one alone, as soon as it is there. */
    void questionsTo(URI base) {
        questions = base;
    }

    /** How many requests with such a method and path this server has answered with success. */
    int answered(URI base, String methodAndPath) {
        return answered.getOrDefault(base + " " + methodAndPath, new AtomicInteger()).get();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            boolean question = questions != null && exchange.getRequestMethod().equals("GET");
            HttpResponse<byte[]> response = question ? patiently(exchange, body) : inTurn(exchange, body);
            response.headers().firstValue("content-type").ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
            byte[] answer = response.body();
            exchange.sendResponseHeaders(response.statusCode(), answer.length == 0 ? -1 : answer.length);
            exchange.getResponseBody().write(answer);
        } catch (IOException noAnswer) {
            // Closing without an answer shows the caller a broken connection.
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpResponse<byte[]> patiently(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
        for (long end = System.nanoTime() + Bench.SOON.multipliedBy(4).toNanos(); ; Thread.sleep(200)) {
            try {
                HttpResponse<byte[]> response = send(questions, exchange, body);
                if (response.statusCode() == 200 || System.nanoTime() > end) {
                    return response;
                }
            } catch (ConnectException notThere) {
                if (System.nanoTime() > end) {
                    throw notThere;
                }
            }
        }
    }

    private HttpResponse<byte[]> inTurn(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
        List<URI> now = targets;
        int first = turn.getAndIncrement();
        for (int i = 0; i < now.size(); i++) {
            try {
                return send(now.get(Math.floorMod(first + i, now.size())), exchange, body);
            } catch (ConnectException refused) {
                // The next one may be there.
            }
        }
        throw new ConnectException("no server takes connections");
    }

    private HttpResponse<byte[]> send(URI base, HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + exchange.getRequestURI().toString())).timeout(Bench.SOON);
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (FORWARDED.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        HttpResponse<byte[]> response = client.send(request.method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body)).build(),
                HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() < 300) {
            String what = exchange.getRequestMethod() + " " + (exchange.getRequestURI().getPath().startsWith("/websub") ? "/websub" : "/trigger");
            answered.computeIfAbsent(base + " " + what, key -> new AtomicInteger()).incrementAndGet();
        }
        return response;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
