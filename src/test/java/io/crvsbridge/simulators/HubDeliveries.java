package io.crvsbridge.simulators;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** How events leave the hub: in order for each subscriber, and weaker than one would expect (MOSIP contract, sections 4.3 and 4.4). */
final class HubDeliveries {

  private final Collection<Subscription> subscriptions;
  private final HubClient client;
  private final MosipLedger ledger;
  private final ScheduledExecutorService timers;
  private final HubMischief mischief;
  private volatile String url = "";
  private volatile boolean trailingSlash = true;
  private volatile String method = "sha256";
  private volatile int batch = 1;
  private volatile int consumers = 1;

  HubDeliveries(Collection<Subscription> subscriptions, HubClient client, MosipLedger ledger, ScheduledExecutorService timers) {
    this.subscriptions = subscriptions;
    this.mischief = new HubMischief(subscriptions);
    this.client = client;
    this.ledger = ledger;
    this.timers = timers;
  }

  void url(String hubUrl) {
    url = hubUrl;
  }

  HubMischief mischief() {
    return mischief;
  }

  void trailingSlash(boolean slash) {
    trailingSlash = slash;
  }

  void method(String name) {
    method = name;
  }

  void batch(int size) {
    batch = size;
  }

  void consumers(int count) {
    consumers = count;
  }

  ThreadPoolExecutor consumer() {
    return new ThreadPoolExecutor(
        consumers,
        consumers,
        1,
        TimeUnit.MINUTES,
        new LinkedBlockingQueue<>(),
        task -> {
          Thread thread = new Thread(task, "hub-consumer");
          thread.setDaemon(true);
          return thread;
        });
  }

  /** Brings an event to the subscribers of now; those of later never see it. Ends when all had their try. */
  CompletableFuture<Void> publish(String topic, String rid, String eventId, byte[] body) {
    List<CompletableFuture<Void>> going = new ArrayList<>();
    boolean lost = mischief.loses(topic);
    List<Subscription> subscribed = subscriptions.stream().filter(s -> s.topic().equals(topic)).toList();
    if (lost || subscribed.isEmpty()) {
      lost(topic, rid, eventId);
      return CompletableFuture.completedFuture(null);
    }
    for (Subscription subscription : subscribed) {
      if (mischief.isDeaf(subscription)) {
        lost(topic, rid, eventId);
        continue;
      }
      for (int copy = 0; copy < mischief.copies(topic); copy++) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        going.add(done);
        mischief.pass(topic, () -> enqueue(subscription, rid, eventId, body, done));
      }
    }
    return CompletableFuture.allOf(going.toArray(CompletableFuture[]::new));
  }

  private void lost(String topic, String rid, String eventId) {
    ledger.delivered(new MosipLedger.Delivery(topic, rid, eventId, 0, 0, true));
  }

  private void enqueue(Subscription to, String rid, String eventId, byte[] body, CompletableFuture<Void> done) {
    timers.schedule(
        () -> to.consumer().execute(new Consumption(to, rid, eventId, body, done)), mischief.delayMillis(), TimeUnit.MILLISECONDS);
  }

  /** One event on its way to one subscriber. */
  private final class Consumption implements Runnable {
    private final Subscription to;
    private final String rid;
    private final String eventId;
    private final byte[] body;
    private final CompletableFuture<Void> done;

    Consumption(Subscription to, String rid, String eventId, byte[] body, CompletableFuture<Void> done) {
      this.to = to;
      this.rid = rid;
      this.eventId = eventId;
      this.body = body;
      this.done = done;
    }

    @Override
    public void run() {
      HubClient.Reply reply = deliver(to.callback(), to.topic(), body, mischief.signature(to.topic(), method, to.secret(), body));
      ended(reply.attempts(), reply.status(), !reply.isSuccess());
      for (int skipped = 1; !reply.isSuccess() && skipped < batch; skipped++) {
        if (to.consumer().getQueue().poll() instanceof Consumption next) {
          next.ended(0, 0, true);
        }
      }
    }

    private void ended(int attempts, int status, boolean lost) {
      ledger.delivered(new MosipLedger.Delivery(to.topic(), rid, eventId, attempts, status, lost));
      done.complete(null);
    }
  }

  HubClient.Reply deliver(String callback, String topic, byte[] body, String signature) {
    HttpRequest.Builder delivery =
        HttpRequest.newBuilder(URI.create(trailingSlash && !callback.endsWith("/") ? callback + "/" : callback))
            .header("Content-Type", "application/json")
            .header("Link", "<" + url + ">; rel=\"hub\", <" + topic + ">; rel=\"self\"")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    if (signature != null) {
      delivery.header("X-Hub-Signature", signature);
    }
    return client.post(delivery);
  }
}
