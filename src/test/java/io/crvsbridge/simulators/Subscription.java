package io.crvsbridge.simulators;

import java.util.concurrent.ThreadPoolExecutor;

/** A verified subscriber of one topic, with the consumer that delivers to it in order. */
record Subscription(String topic, String callback, String secret, long leaseSeconds, ThreadPoolExecutor consumer) {

  /** Topic and callback make the subscriber: the same pair again is the same one. */
  static String key(String topic, String callback) {
    return topic + " " + callback;
  }

  String key() {
    return key(topic, callback);
  }

  @Override
  public String toString() {
    return "Subscription[" + key() + "]";
  }
}
