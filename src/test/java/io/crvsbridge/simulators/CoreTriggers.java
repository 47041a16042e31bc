package io.crvsbridge.simulators;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;

/** Core asking the country config: sends the trigger as node-fetch does and acts on the answer (Core contract, section 1). */
final class CoreTriggers {

  private record Sent(String type, String body, String token) {}

  private static final Duration GATEWAY_PATIENCE = Duration.ofSeconds(180);

  private final CoreEvents events;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(10)).build();
  private final Map<String, Sent> sent = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> inFlight = new ConcurrentHashMap<>();
  private final Set<String> answered = ConcurrentHashMap.newKeySet();
  private volatile URI bridge;
  private volatile Duration patience = GATEWAY_PATIENCE;

  CoreTriggers(CoreEvents events) {
    this.events = events;
  }

  void bridge(URI base) {
    bridge = base;
  }

  void patience(Duration longest) {
    patience = longest;
  }

  /** Whether a trigger for this action is on its way and none has been answered yet. */
  boolean unanswered(String actionId) {
    AtomicInteger flying = inFlight.get(actionId);
    return flying != null && flying.get() > 0 && !answered.contains(actionId);
  }

  TriggerAnswer again(CoreEvent event, String actionId) {
    Sent before = sent.get(actionId);
    if (before == null) {
      throw new IllegalStateException("this action was not sent yet");
    }
    return exchange(event, actionId, before);
  }

  TriggerAnswer send(CoreEvent event, String actionId, String token) {
    Sent request = new Sent(event.action(actionId).orElseThrow().getString("type"), event.document().toString(), token);
    sent.put(actionId, request);
    return exchange(event, actionId, request);
  }

  private TriggerAnswer exchange(CoreEvent event, String actionId, Sent request) {
    long start = System.nanoTime();
    inFlight.computeIfAbsent(actionId, id -> new AtomicInteger()).incrementAndGet();
    int status = 0;
    String body = "";
    try {
      HttpResponse<byte[]> response = client.send(request(event, request), HttpResponse.BodyHandlers.ofByteArray());
      status = response.statusCode();
      body = text(response);
    } catch (IOException noAnswer) {
      body = noAnswer.toString();
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    } finally {
      answered.add(actionId);
      inFlight.get(actionId).decrementAndGet();
    }
    TriggerAnswer.Outcome outcome = act(event, actionId, request.type(), status, body);
    return new TriggerAnswer(actionId, status, body, outcome, Duration.ofNanos(System.nanoTime() - start));
  }

  private HttpRequest request(CoreEvent event, Sent request) {
    String path = "/trigger/events/" + event.type() + "/actions/" + request.type();
    return HttpRequest.newBuilder(URI.create(bridge.toString().replaceAll("/+$", "") + path))
        .timeout(patience)
        .header("content-type", "application/json")
        .header("authorization", "Bearer " + request.token())
        .header("accept", "*/*")
        .header("user-agent", "node-fetch/1.0 (+https://github.com/bitinn/node-fetch)")
        .header("accept-encoding", "gzip,deflate")
        .POST(HttpRequest.BodyPublishers.ofString(request.body()))
        .build();
  }

  private static String text(HttpResponse<byte[]> response) throws IOException {
    boolean zipped = response.headers().firstValue("content-encoding").orElse("").equals("gzip");
    byte[] body = zipped ? new GZIPInputStream(new ByteArrayInputStream(response.body())).readAllBytes() : response.body();
    return new String(body, StandardCharsets.UTF_8);
  }

  private TriggerAnswer.Outcome act(CoreEvent event, String actionId, String type, int status, String body) {
    JsonObject pending = event.action(actionId).orElseThrow();
    return switch (status) {
      case 200 -> accepted(event, pending, type, body);
      case 202 -> TriggerAnswer.Outcome.PENDING;
      case 400 -> {
        decide(event, pending, decision(pending, "Rejected").build());
        yield TriggerAnswer.Outcome.REJECTED;
      }
      default -> TriggerAnswer.Outcome.FAILED;
    };
  }

  private TriggerAnswer.Outcome accepted(CoreEvent event, JsonObject pending, String type, String body) {
    JsonValue answer = body.isBlank() ? JsonValue.EMPTY_JSON_OBJECT : JsonText.tryParse(body).orElse(JsonValue.NULL);
    boolean numbered = answer instanceof JsonObject given && given.get("registrationNumber") instanceof JsonString;
    if (!(answer instanceof JsonObject given) || type.equals("REGISTER") && !numbered) {
      return TriggerAnswer.Outcome.FAILED;
    }
    JsonObjectBuilder action = decision(pending, "Accepted");
    for (String key : java.util.List.of("content", "requestId", "customActionType")) {
      if (pending.containsKey(key)) {
        action.add(key, pending.get(key));
      }
    }
    action.add("declaration", JsonText.child(given, "declaration"));
    if (given.get("annotation") instanceof JsonObject annotation) {
      action.add("annotation", annotation);
    }
    if (type.equals("REGISTER")) {
      action.add("registrationNumber", given.get("registrationNumber"));
    }
    boolean written = decide(event, pending, action.build()) != CoreEvents.Written.NUMBER_OF_ANOTHER_EVENT;
    return written ? TriggerAnswer.Outcome.ACCEPTED : TriggerAnswer.Outcome.FAILED;
  }

  private CoreEvents.Written decide(CoreEvent event, JsonObject pending, JsonObject decision) {
    CoreEvents.Written written = events.write(event, decision);
    if (written == CoreEvents.Written.YES) {
      CoreActions.unassign(events, event, pending.getString("transactionId"), asClaims(pending));
    }
    return written;
  }

  private static JsonObjectBuilder decision(JsonObject pending, String status) {
    String by = pending.getString("createdBy");
    return CoreEvents.action(pending.getString("type"), status, pending.getString("transactionId"), by, pending.getString("createdByUserType", "user"))
        .add("originalActionId", pending.getString("id"));
  }

  private static JsonObject asClaims(JsonObject action) {
    return JsonText.object().add("sub", action.getString("createdBy")).add("userType", action.getString("createdByUserType", "user")).build();
  }
}
