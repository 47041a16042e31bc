package io.crvsbridge.simulators;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for something that another thread brings about. */
final class Waiting {

  private Waiting() {}

  static boolean until(BooleanSupplier condition, Duration atMost) {
    long end = System.nanoTime() + atMost.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        return false;
      }
      sleep(10);
    }
    return true;
  }

  static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }
}
