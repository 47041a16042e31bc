package io.crvsbridge.simulators;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;

/** What the hub tells of a workflow's end: a flat body on a topic for the whole country, and nothing of a failed reprocessing (MOSIP contract, section 3.3). */
final class WorkflowEvents {

  private final Hub hub;
  private final MosipLedger ledger;
  private final Countdown lost = new Countdown();
  private volatile boolean completedTwice;
  private volatile String completedTopic = MosipSimulator.COMPLETED_TOPIC;

  WorkflowEvents(Hub hub, MosipLedger ledger) {
    this.hub = hub;
    this.ledger = ledger;
  }

  void lose(int next) {
    lost.set(next);
  }

  void completedTwice(boolean twice) {
    completedTwice = twice;
  }

  void completedTopic(String name) {
    completedTopic = name;
  }

  void ended(String rid, String process, MosipLedger.Outcome outcome) {
    switch (outcome) {
      case PROCESSED, FAILED, REJECTED -> publish(completedTopic, rid, completed(rid, process, outcome), completedTwice ? 2 : 1);
      case PAUSED -> publish(MosipSimulator.PAUSED_TOPIC, rid, paused(rid, process), 1);
      case REPROCESS_FAILED -> { }
    }
  }

  private void publish(String topic, String rid, JsonObject event, int times) {
    if (lost.hit()) {
      ledger.delivered(new MosipLedger.Delivery(topic, rid, "", 0, 0, true));
      return;
    }
    for (int i = 0; i < times; i++) {
      hub.publish(topic, rid, "", event.toString().getBytes(StandardCharsets.UTF_8));
    }
  }

  private static JsonObject completed(String rid, String process, MosipLedger.Outcome outcome) {
    boolean processed = outcome == MosipLedger.Outcome.PROCESSED;
    JsonValue error = processed ? JsonValue.NULL : JsonText.value(outcome == MosipLedger.Outcome.REJECTED ? "PACKET_REJECTED" : "PACKET_FAILED");
    return JsonText.object()
        .add("instanceId", rid)
        .add("resultCode", outcome.name())
        .add("workflowType", process)
        .add("errorCode", error)
        .build();
  }

  private static JsonObject paused(String rid, String process) {
    return JsonText.object()
        .add("instanceId", rid)
        .add("workflowType", process)
        .add("additionalInfoProcess", "CORRECTION")
        .add("additionalInfoRequestId", rid + "-CORRECTION-1")
        .build();
  }
}
