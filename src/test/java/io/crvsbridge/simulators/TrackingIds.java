package io.crvsbridge.simulators;

import java.util.concurrent.ThreadLocalRandom;

/** Six letters and digits, without those that are misread. */
final class TrackingIds {

  private static final String ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

  private TrackingIds() {}

  static String next() {
    StringBuilder id = new StringBuilder();
    ThreadLocalRandom.current().ints(6, 0, ALPHABET.length()).forEach(i -> id.append(ALPHABET.charAt(i)));
    return id.toString();
  }
}
