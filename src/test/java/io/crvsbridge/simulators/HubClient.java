package io.crvsbridge.simulators;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** The hub's outgoing calls: repeated on connection errors and time-outs only, never because of a status (MOSIP contract, section 4.4). */
final class HubClient {

  /** Status 0 means that no answer came. */
  record Reply(int status, String body, int attempts) {
    boolean isSuccess() {
      return status >= 200 && status < 300;
    }
  }

  private static final int RETRIES = 3;
  private static final long LONGEST_PAUSE_MILLIS = 20_000;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(5)).build();
  private volatile long firstPauseMillis = 300;
  private volatile Duration timeout = Duration.ofSeconds(10);

  void firstPauseMillis(long millis) {
    firstPauseMillis = millis;
  }

  void timeout(Duration patience) {
    timeout = patience;
  }

  /** A GET for the intent; no method other than the query is involved. */
  Reply get(String url) {
    return repeated(HttpRequest.newBuilder(URI.create(url)).timeout(timeout).GET().build());
  }

  Reply post(HttpRequest.Builder delivery) {
    return repeated(delivery.timeout(timeout).build());
  }

  private Reply repeated(HttpRequest request) {
    long pause = firstPauseMillis;
    for (int attempt = 1; ; attempt++) {
      try {
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        return new Reply(response.statusCode(), response.body(), attempt);
      } catch (IOException noAnswer) {
        if (attempt > RETRIES) {
          return new Reply(0, noAnswer.toString(), attempt);
        }
        Waiting.sleep(pause);
        pause = Math.min(LONGEST_PAUSE_MILLIS, pause * 2);
      } catch (InterruptedException ended) {
        Thread.currentThread().interrupt();
        return new Reply(0, "interrupted", attempt);
      }
    }
  }
}
