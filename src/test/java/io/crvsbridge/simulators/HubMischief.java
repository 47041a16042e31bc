package io.crvsbridge.simulators;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** What a hub does to its subscribers on bad days. Counts say how many of the next events are hit. */
public final class HubMischief {

  private final AtomicInteger lose = new AtomicInteger();
  private final AtomicInteger tamper = new AtomicInteger();
  private final AtomicInteger unsigned = new AtomicInteger();
  private volatile int copies = 1;
  private volatile long delayMillis;
  private volatile String otherSecret;
  private volatile int window = 1;
  private final List<Runnable> held = new ArrayList<>();

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

  boolean loses() {
    return hit(lose);
  }

  int copies() {
    return copies;
  }

  long delayMillis() {
    return delayMillis;
  }

  /** The header for this delivery, or null for none. */
  String signature(String method, String secret, byte[] body) {
    if (hit(unsigned)) {
      return null;
    }
    String genuine = HubDelivery.signature(method, otherSecret == null ? secret : otherSecret, body);
    return hit(tamper) ? HubDelivery.tampered(genuine) : genuine;
  }

  /** Passes an event on, now or when the window is full. */
  synchronized void pass(Runnable event) {
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

  private static boolean hit(AtomicInteger left) {
    return left.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
  }
}
