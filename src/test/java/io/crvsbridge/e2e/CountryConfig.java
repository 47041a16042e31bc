package io.crvsbridge.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;

/** A country's own country config, as small as can be: notes what comes and answers what it is told to. */
final class CountryConfig {

    /** One request, its body read in full unless a test took it over. */
    record Seen(String method, String pathAndQuery, Map<String, List<String>> headers, String body) {
        List<String> header(String name) {
            return headers.getOrDefault(name, List.of());
        }
    }

    private final ConcurrentLinkedQueue<Seen> seen = new ConcurrentLinkedQueue<>();
    private final int port = Ports.free();
    private HttpServer server;
    private volatile HttpHandler handler;

    CountryConfig() {
        answers(200, "text/plain", "the country's own");
        up();
    }

    URI base() {
        return URI.create("http://127.0.0.1:" + port);
    }

    synchronized void up() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 64);
            server.setExecutor(Executors.newCachedThreadPool(task -> {
                Thread thread = new Thread(task, "country-config");
                thread.setDaemon(true);
                return thread;
            }));
            server.createContext("/", exchange -> {
                try (exchange) {
                    handler.handle(exchange);
                } catch (RuntimeException bug) {
                    bug.printStackTrace();
                }
            });
            server.start();
        } catch (IOException notBound) {
            throw new UncheckedIOException(notBound);
        }
    }

    synchronized void down() {
        server.stop(0);
    }

    void answers(int status, String contentType, String body) {
        handler = exchange -> {
            note(exchange, new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", contentType);
            exchange.getResponseHeaders().add("X-Country", "one");
            exchange.getResponseHeaders().add("X-Country", "two");
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        };
    }

    void handles(HttpHandler by) {
        handler = by;
    }

    private void note(HttpExchange exchange, String body) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, List.copyOf(values)));
        seen.add(new Seen(exchange.getRequestMethod(), exchange.getRequestURI().toString(), headers, body));
    }

    List<Seen> seen() {
        return List.copyOf(seen);
    }

    void forget() {
        seen.clear();
    }
}
