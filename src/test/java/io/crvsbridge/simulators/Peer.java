package io.crvsbridge.simulators;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** One HTTP server on the loopback address: finds the endpoint, lets its faults strike, writes the answer. */
final class Peer implements AutoCloseable {

  private record Route(String name, Predicate<Call> matches, Endpoint endpoint) {}

  static {
    // The JDK's server writes head and body apart: with Nagle's algorithm on, every answer would wait for a delayed acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    System.setProperty("sun.net.httpserver.maxIdleConnections", "2000");
  }

  private static final int BACKLOG = 1024;
  private static final long TRICKLE_MILLIS = 250;

  private final List<Route> routes = new CopyOnWriteArrayList<>();
  private final Faults faults = new Faults();
  private final List<Door> doors = new CopyOnWriteArrayList<>();
  private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();
  // Unbounded on purpose: a hanging or slow call must not take the thread of another.
  private final ExecutorService threads;
  private final int port;
  private HttpServer server;

  Peer(String name, int port) {
    this.threads = Executors.newCachedThreadPool(task -> daemon(task, name));
    this.server = listen(port);
    this.port = server.getAddress().getPort();
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  private HttpServer listen(int atPort) {
    try {
      HttpServer listening = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), atPort), BACKLOG);
      listening.setExecutor(threads);
      listening.createContext("/", this::handle);
      listening.start();
      return listening;
    } catch (IOException notBound) {
      throw new UncheckedIOException(notBound);
    }
  }

  URI base() {
    return URI.create("http://127.0.0.1:" + port);
  }

  Faults faults() {
    return faults;
  }

  /** Routes are tried in the order in which they were added. */
  void route(String name, Predicate<Call> matches, Endpoint endpoint) {
    routes.add(new Route(name, matches, endpoint));
  }

  int calls(String endpoint) {
    AtomicInteger counted = calls.get(endpoint);
    return counted == null ? 0 : counted.get();
  }

  /** From now on connections are refused. */
  synchronized void down() {
    if (server != null) {
      server.stop(0);
      server = null;
    }
  }

  /** Listens again, on the same port. */
  synchronized void up() {
    if (server == null) {
      server = listen(port);
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try {
      Call call = Call.read(exchange);
      Route route = routes.stream().filter(r -> r.matches().test(call)).findFirst().orElse(null);
      if (route == null) {
        Answer.json(404, JsonText.object().add("message", "Not found").build()).write(exchange);
        return;
      }
      calls.computeIfAbsent(route.name(), name -> new AtomicInteger()).incrementAndGet();
      serve(exchange, call, route);
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException bug) {
      // A fault of the simulator itself must be seen, not look like a fault of the peer.
      bug.printStackTrace();
      Answer.of(599, "text/plain", "simulator failed: " + bug).write(exchange);
    } finally {
      exchange.close();
    }
  }

  private void serve(HttpExchange exchange, Call call, Route route) throws IOException, InterruptedException {
    Fault fault = faults.striking(route.name(), call).orElse(null);
    if (fault == null) {
      route.endpoint().answer(call).write(exchange);
      return;
    }
    if (fault.kind == Fault.Kind.SLOW_ANSWER) {
      Answer late = route.endpoint().answer(call);
      fault.await();
      late.write(exchange);
      return;
    }
    fault.await();
    switch (fault.kind) {
      case ANSWER -> fault.answer(call).write(exchange);
      case SLOW -> route.endpoint().answer(call).write(exchange);
      case WRONG_TYPE -> route.endpoint().answer(call).withContentType(fault.contentType()).write(exchange);
      case DROP_ANSWER -> route.endpoint().answer(call);
      case TRICKLE -> trickle(exchange, fault);
      case RESET, HANG, SLOW_ANSWER -> { }
    }
  }

  private static void trickle(HttpExchange exchange, Fault fault) throws IOException, InterruptedException {
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, 0);
    while (!fault.isCleared()) {
      exchange.getResponseBody().write(' ');
      exchange.getResponseBody().flush();
      Thread.sleep(TRICKLE_MILLIS);
    }
  }

  /** Another port at which the same endpoints answer, to be shut by itself. */
  Door door() {
    Door door = new Door(this);
    doors.add(door);
    return door;
  }

  /** A second entrance. */
  static final class Door {

    private final Peer peer;
    private final int port;
    private HttpServer server;

    private Door(Peer peer) {
      this.peer = peer;
      this.server = peer.listen(0);
      this.port = server.getAddress().getPort();
    }

    URI base() {
      return URI.create("http://127.0.0.1:" + port);
    }

    synchronized void shut() {
      if (server != null) {
        server.stop(0);
        server = null;
      }
    }

    synchronized void open() {
      if (server == null) {
        server = peer.listen(port);
      }
    }
  }

  @Override
  public void close() {
    doors.forEach(Door::shut);
    faults.clear();
    down();
    threads.shutdownNow();
  }
}
