package io.crvsbridge.simulators;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** What a hub does to its subscribers on bad days. Counts say how many of the next events are hit. */
public final class HubMischief {

  private final Collection<Subscription> subscriptions;
  private final Set<Subscription> deaf = ConcurrentHashMap.newKeySet();
  private final Countdown lose = new Countdown();
  private final Countdown tamper = new Countdown();
  private final Countdown unsigned = new Countdown();
  private volatile Predicate<String> topics = Hub::isCredential;
  private volatile int copies = 1;
  private volatile long delayMillis;
  private volatile String otherSecret;
  private volatile int window = 1;
  private final List<Runnable> held = new ArrayList<>();

  /** @param subscriptions those of now, whenever one looks */
  HubMischief(Collection<Subscription> subscriptions) {
    this.subscriptions = subscriptions;
  }

  /** The topics whose events are lost, copied, reordered or wrongly signed: those of credentials, unless a test says otherwise. */
  public HubMischief topics(Predicate<String> which) {
    topics = which;
    return this;
  }

  /** The next events never leave the hub. */
  public HubMischief lose(int events) {
    lose.set(events);
    return this;
  }

  /** Every event is delivered so many times. */
  public HubMischief copies(int deliveries) {
    copies = deliveries;
    return this;
  }

  /** Events wait until so many are there, and go out last first. */
  public HubMischief reorder(int events) {
    window = events;
    return this;
  }

  public HubMischief delayMillis(long millis) {
    delayMillis = millis;
    return this;
  }

  /** The next deliveries carry a signature with a wrong digit. */
  public HubMischief tamperSignature(int deliveries) {
    tamper.set(deliveries);
    return this;
  }

  /** The next deliveries carry no signature. */
  public HubMischief omitSignature(int deliveries) {
    unsigned.set(deliveries);
    return this;
  }

  /** Signs with another secret than the subscriber's; null ends it. */
  public HubMischief secret(String secret) {
    otherSecret = secret;
    return this;
  }

  /** Whoever is subscribed now gets nothing any more, while the hub calls him registered; only unsubscribing and subscribing again helps. */
  public HubMischief deafen() {
    deaf.addAll(subscriptions);
    return this;
  }

  boolean isDeaf(Subscription subscription) {
    return deaf.contains(subscription);
  }

  boolean loses(String topic) {
    return topics.test(topic) && lose.hit();
  }

  int copies(String topic) {
    return topics.test(topic) ? copies : 1;
  }

  long delayMillis() {
    return delayMillis;
  }

  /** The header for this delivery, or null for none. */
  String signature(String topic, String method, String secret, byte[] body) {
    boolean hit = topics.test(topic);
    if (hit && unsigned.hit()) {
      return null;
    }
    String genuine = HubDelivery.signature(method, otherSecret == null ? secret : otherSecret, body);
    return hit && tamper.hit() ? HubDelivery.tampered(genuine) : genuine;
  }

  /** Passes an event on, now or when the window is full. */
  void pass(String topic, Runnable event) {
    if (topics.test(topic)) {
      hold(event);
    } else {
      event.run();
    }
  }

  private synchronized void hold(Runnable event) {
    held.add(event);
    if (held.size() >= window) {
      release();
    }
  }

  /** Lets go of what is held back, last first. */
  public synchronized void release() {
    List<Runnable> going = new ArrayList<>(held);
    held.clear();
    Collections.reverse(going);
    going.forEach(Runnable::run);
  }
}
