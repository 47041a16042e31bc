package io.crvsbridge.simulators;

import java.util.concurrent.atomic.AtomicInteger;

/** Hits the next so many, and then nobody. */
final class Countdown {

  private final AtomicInteger left = new AtomicInteger();

  void set(int next) {
    left.set(next);
  }

  boolean hit() {
    return left.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
  }
}
