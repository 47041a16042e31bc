package io.crvsbridge.simulators;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** MOSIP's WebSub hub (MOSIP contract, section 4). */
public final class Hub implements AutoCloseable {

  static final String CREDENTIAL_ISSUED = "CREDENTIAL_ISSUED";
  private static final String ALREADY = "Subscriber has already registered with the Hub";
  private static final String STATUS_UPDATE = "CREDENTIAL_STATUS_UPDATE";
  private static final long DEFAULT_LEASE = 86_400;

  private final AuthManager auth;
  private final MosipLedger ledger;
  private final ScheduledExecutorService timers;
  private final HubClient client = new HubClient();
  private final Map<String, Subscription> subscriptions = new ConcurrentHashMap<>();
  private final HubDeliveries deliveries;
  private final Acknowledgements acknowledgements;
  private volatile boolean denyAtOnce;
  private volatile boolean neverVerify;
  private volatile boolean encodeTopic;
  private volatile long intentDelayMillis = 20;

  Hub(AuthManager auth, MosipLedger ledger, ScheduledExecutorService timers, Predicate<String> knownRequests) {
    this.auth = auth;
    this.ledger = ledger;
    this.timers = timers;
    this.deliveries = new HubDeliveries(subscriptions.values(), client, ledger, timers);
    this.acknowledgements = new Acknowledgements(ledger, knownRequests);
  }

  static boolean isCredential(String topic) {
    return topic.contains(CREDENTIAL_ISSUED);
  }

  void url(String hubUrl) {
    deliveries.url(hubUrl);
  }

  public HubMischief mischief() {
    return deliveries.mischief();
  }

  CompletableFuture<Void> publish(String topic, String rid, String eventId, byte[] body) {
    return deliveries.publish(topic, rid, eventId, body);
  }

  /** Delivers raw bytes with whatever signature, or none when it is null; the status is the bridge's. */
  public DeliveryAnswer deliver(URI callback, String topic, byte[] body, String signature) {
    HubClient.Reply reply = deliveries.deliver(callback.toString(), topic, body, signature);
    return new DeliveryAnswer(reply.status(), reply.body(), reply.attempts());
  }

  /** The answer to a delivery made by hand; status 0 when there was none. */
  public record DeliveryAnswer(int status, String body, int attempts) {}

  /** Whether deliveries go to the callback with a slash at its end. */
  public void trailingSlash(boolean slash) {
    deliveries.trailingSlash(slash);
  }

  /** Refuses a second subscription in the answer itself, rather than by a later call. */
  public void denyAtOnce(boolean atOnce) {
    denyAtOnce = atOnce;
  }

  /** Says that it accepts, and then forgets to verify: nobody is subscribed or unsubscribed. */
  public void neverVerify(boolean never) {
    neverVerify = never;
  }

  /** Whether the intent's topic is encoded; in the wild its slash is raw. */
  public void encodeTopic(boolean encode) {
    encodeTopic = encode;
  }

  /** {@code sha256}, {@code sha384}, {@code sha512}, or {@code sha1}. */
  public void signatureMethod(String name) {
    deliveries.method(name);
  }

  /** After a lost delivery, the rest of a polled batch of this size is skipped; 1 skips nothing. */
  public void batch(int size) {
    deliveries.batch(size);
  }

  /** Deliveries in parallel to each later subscriber; the real hub has one. */
  public void consumers(int count) {
    deliveries.consumers(count);
  }

  /** The pause before the first repetition (3 s in production), and how long an answer is awaited. */
  public void patience(long firstPauseMillis, Duration timeout) {
    client.firstPauseMillis(firstPauseMillis);
    client.timeout(timeout);
  }

  public void intentDelayMillis(long millis) {
    intentDelayMillis = millis;
  }

  /** Whether a subscriber of the topic wants it signed with this secret. */
  public boolean signsWith(String topic, String secret) {
    return subscriptions.values().stream().anyMatch(s -> s.topic().equals(topic) && s.secret().equals(secret));
  }

  /** The lease that the subscriber of a topic asked for, in seconds. */
  public long leaseSeconds(String topic) {
    return subscriptions.values().stream().filter(s -> s.topic().equals(topic)).findFirst().orElseThrow().leaseSeconds();
  }

  public boolean isSubscribed(String topic) {
    return subscriptions.values().stream().anyMatch(s -> s.topic().equals(topic));
  }

  public int subscribers() {
    return subscriptions.size();
  }

  public boolean awaitSubscribed(String topic, Duration atMost) {
    return Waiting.until(() -> isSubscribed(topic), atMost);
  }

  /** Forgets every subscription without a word, as a hub that lost its state. */
  public void forgetSubscriptions() {
    subscriptions.values().forEach(s -> s.consumer().shutdown());
    subscriptions.clear();
  }

  Answer answer(Call call) {
    Map<String, String> asked = call.parameters();
    return switch (asked.getOrDefault("hub.mode", "")) {
      case "subscribe" -> subscribe(call, asked);
      case "unsubscribe" -> unsubscribe(call, asked);
      case "publish" -> published(call, asked);
      default -> denied(400, "The request does not include valid `hub.mode` form param.");
    };
  }

  private Answer subscribe(Call call, Map<String, String> asked) {
    String topic = asked.getOrDefault("hub.topic", "");
    String callback = asked.getOrDefault("hub.callback", "");
    Optional<Answer> refusal = refusal(call, topic);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    String secret = asked.get("hub.secret");
    if (secret == null || secret.isEmpty()) {
      return Answer.of(500, "text/plain", "incompatible convert operation: '()' value cannot be cast to 'string'");
    }
    if (callback.isEmpty()) {
      return denied(400, "The request does not include valid `hub.callback` form param.");
    }
    if (subscriptions.containsKey(Subscription.key(topic, callback))) {
      return alreadyRegistered(topic, callback);
    }
    long lease = asked.containsKey("hub.lease_seconds") ? Long.parseLong(asked.get("hub.lease_seconds")) : DEFAULT_LEASE;
    later(() -> verifySubscription(topic, callback, secret, lease));
    return Answer.form(202, "hub.mode=accepted");
  }

  private Answer alreadyRegistered(String topic, String callback) {
    if (denyAtOnce) {
      return denied(400, ALREADY);
    }
    later(() -> client.get(withQuery(callback, "hub.mode=denied&hub.topic=" + topicText(topic) + "&hub.reason=" + encoded(ALREADY))));
    return Answer.form(202, "hub.mode=accepted");
  }

  private Optional<Answer> refusal(Call call, String topic) {
    int slash = topic.indexOf('/');
    String name = topic.substring(slash + 1);
    String role = "SUBSCRIBE_" + name + (slash < 0 ? "_GENERAL" : "_INDIVIDUAL");
    Answer refused = auth.refusal(call, role).orElse(null);
    if (refused != null) {
      return Optional.of(denied(refused.status() == 200 ? 401 : refused.status(), "Not authorized to subscribe to " + name));
    }
    boolean others = slash >= 0 && !topic.substring(0, slash).equals(auth.clientOf(call));
    boolean bareCredential = slash < 0 && name.equals(CREDENTIAL_ISSUED);
    return others || bareCredential ? Optional.of(denied(403, "Topic belongs to another partner")) : Optional.empty();
  }

  private void verifySubscription(String topic, String callback, String secret, long lease) {
    if (neverVerify) {
      return;
    }
    if (echoes("subscribe", topic, callback, lease)) {
      Subscription verified = new Subscription(topic, callback, secret, lease, deliveries.consumer());
      subscriptions.putIfAbsent(verified.key(), verified);
    } else {
      ledger.violation("the intent to subscribe was not confirmed: " + topic);
    }
  }

  private Answer unsubscribe(Call call, Map<String, String> asked) {
    String topic = asked.getOrDefault("hub.topic", "");
    Optional<Answer> refusal = refusal(call, topic);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    Subscription leaving = subscriptions.get(Subscription.key(topic, asked.getOrDefault("hub.callback", "")));
    if (leaving == null) {
      return denied(400, "Could not find a valid subscriber for Topic");
    }
    later(
        () -> {
          if (!neverVerify && echoes("unsubscribe", topic, leaving.callback(), 0)) {
            subscriptions.remove(leaving.key());
            leaving.consumer().shutdown();
          }
        });
    return Answer.form(202, "hub.mode=accepted");
  }

  /** The body must be the challenge, to the letter. */
  private boolean echoes(String mode, String topic, String callback, long lease) {
    String challenge = UUID.randomUUID().toString();
    String query = "hub.mode=" + mode + "&hub.topic=" + topicText(topic) + "&hub.challenge=" + challenge;
    HubClient.Reply reply = client.get(withQuery(callback, lease > 0 ? query + "&hub.lease_seconds=" + lease : query));
    return reply.isSuccess() && reply.body().equals(challenge);
  }

  private Answer published(Call call, Map<String, String> asked) {
    String topic = asked.getOrDefault("hub.topic", "");
    if (auth.refusal(call, "PUBLISH_" + topic + "_GENERAL").isPresent()) {
      return denied(401, "Not authorized to publish to " + topic);
    }
    if (topic.equals(STATUS_UPDATE)) {
      acknowledgements.take(call);
    }
    return Answer.form(200, "hub.mode=accepted");
  }

  private void later(Runnable task) {
    timers.schedule(task, intentDelayMillis, TimeUnit.MILLISECONDS);
  }

  private String topicText(String topic) {
    return encodeTopic ? encoded(topic) : topic;
  }

  private static String withQuery(String callback, String query) {
    return callback + (callback.contains("?") ? "&" : "?") + query;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static Answer denied(int status, String reason) {
    return Answer.form(status, "hub.mode=denied&hub.reason=" + encoded(reason));
  }

  @Override
  public void close() {
    forgetSubscriptions();
  }
}
