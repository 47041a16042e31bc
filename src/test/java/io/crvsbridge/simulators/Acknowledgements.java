package io.crvsbridge.simulators;

import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** Takes the acknowledgements of credentials, and notes what the credential request service could make nothing of (MOSIP contract, section 5.6). */
final class Acknowledgements {

  private final MosipLedger ledger;
  private final Predicate<String> knownRequests;

  Acknowledgements(MosipLedger ledger, Predicate<String> knownRequests) {
    this.ledger = ledger;
    this.knownRequests = knownRequests;
  }

  /** The hub itself takes whatever comes: its answer says nothing. */
  void take(Call call) {
    String type = call.header("Content-Type");
    if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
      ledger.violation("an acknowledgement with the content type " + type);
    }
    try {
      take(JsonText.child(call.json(), "event"));
    } catch (JsonException | IllegalStateException notJson) {
      ledger.violation("an acknowledgement that is not JSON");
    }
  }

  private void take(JsonObject event) {
    for (String key : List.of("id", "requestId", "timestamp", "status")) {
      if (JsonText.text(event, key) == null) {
        ledger.violation("an acknowledgement without " + key);
      }
    }
    String timestamp = JsonText.text(event, "timestamp");
    if (timestamp != null && !MosipEnvelope.isUtcMillis(timestamp)) {
      ledger.violation("an acknowledgement with the timestamp " + timestamp);
    }
    String status = JsonText.text(event, "status");
    if (status != null && !status.equals("RECEIVED")) {
      ledger.violation("an acknowledgement with the status " + status);
    }
    String requestId = JsonText.text(event, "requestId");
    if (requestId == null) {
      return;
    }
    if (!knownRequests.test(requestId)) {
      ledger.violation("an acknowledgement of an unknown credential request: " + requestId);
    }
    ledger.acknowledged(requestId);
  }
}
