package io.crvsbridge.simulators;

import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/** Issues credentials, each upon a request, and has the hub announce them. */
final class CredentialIssuer {

  private final CredentialRequests requests;
  private final Credentials credentials;
  private final MosipLedger ledger;
  private final Hub hub;

  CredentialIssuer(CredentialRequests requests, Credentials credentials, MosipLedger ledger, Hub hub) {
    this.requests = requests;
    this.credentials = credentials;
    this.ledger = ledger;
    this.hub = hub;
  }

  CompletableFuture<Void> issue(Packet packet) {
    return issue(packet, requests.open(packet.id()));
  }

  /** Ends when the hub had its try, or at once when the issue fails. */
  CompletableFuture<Void> issue(Packet packet, String requestId) {
    if (!requests.issues(requestId)) {
      return CompletableFuture.completedFuture(null);
    }
    ledger.credentialIssued(packet.id());
    JsonObject event = credentials.event(packet, requestId);
    String eventId = event.getJsonObject("event").getString("id");
    return hub.publish(MosipSimulator.TOPIC, packet.id(), eventId, event.toString().getBytes(StandardCharsets.UTF_8));
  }
}
