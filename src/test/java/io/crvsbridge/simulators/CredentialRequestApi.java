package io.crvsbridge.simulators;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The ways to a credential that did not come: look at its request, retrigger it, or ask anew by RID (MOSIP contract, section 5.6). */
final class CredentialRequestApi {

  static final String BASE = "/v1/credentialrequest";
  private static final String GET = BASE + "/get/";
  private static final String LIST = BASE + "/getRequestIds";
  private static final String RETRIGGER = BASE + "/retrigger/";
  private static final String REISSUE = BASE + "/v2/requestgenerator/";
  private static final String ID = "mosip.credential.request";
  private static final String ROLE = "CREDENTIAL_REQUEST";

  private final AuthManager auth;
  private final MosipLedger ledger;
  private final CredentialRequests requests;
  private final CredentialIssuer issuer;
  private final ScheduledExecutorService timers;

  CredentialRequestApi(AuthManager auth, MosipLedger ledger, CredentialRequests requests, CredentialIssuer issuer, ScheduledExecutorService timers) {
    this.auth = auth;
    this.ledger = ledger;
    this.requests = requests;
    this.issuer = issuer;
    this.timers = timers;
  }

  static boolean isRequest(Call call) {
    return call.method().equals("GET") && (call.path().startsWith(GET) || call.path().equals(LIST));
  }

  static boolean isRetrigger(Call call) {
    return call.method().equals("PUT") && call.path().startsWith(RETRIGGER);
  }

  static boolean isReissue(Call call) {
    return call.method().equals("POST") && call.path().startsWith(REISSUE);
  }

  /** One request by its id, or the ids of those in a state. */
  Answer request(Call call) {
    Optional<Answer> refusal = auth.refusal(call, ROLE);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    return call.path().equals(LIST) ? list(call.query()) : one(call.path().substring(GET.length()));
  }

  private Answer one(String requestId) {
    return requests
        .find(requestId)
        .map(found -> JsonText.object().add("requestId", found.id()).add("statusCode", found.state().name()).addNull("url").build())
        .map(found -> MosipEnvelope.response(ID, found, JsonValue.NULL))
        .orElseGet(CredentialRequestApi::unknown);
  }

  /** A page has one entry unless the query says otherwise, as in MOSIP. */
  private Answer list(Map<String, String> query) {
    List<CredentialRequests.Request> found = requests.in(query.getOrDefault("statusCode", "FAILED"));
    if (found.isEmpty()) {
      return MosipEnvelope.error(ID, "IDR-CRG-009", "No records found");
    }
    int page = number(query, "pageNumber", 0);
    int size = Math.max(1, number(query, "pageSize", 1));
    JsonArrayBuilder data = JsonText.array();
    for (CredentialRequests.Request request : found.stream().skip((long) page * size).limit(size).toList()) {
      data.add(
          JsonText.object()
              .add("requestId", request.id())
              .add("credentialType", "vercred")
              .add("partner", AuthManager.PARTNER_CLIENT)
              .add("statusCode", request.state().name())
              .addNull("statusComment")
              .add("updateDateTime", request.updated()));
    }
    JsonObject response =
        JsonText.object()
            .add("pageNo", page)
            .add("totalPages", (found.size() + size - 1) / size)
            .add("totalItems", found.size())
            .add("data", data)
            .build();
    return MosipEnvelope.response(ID, response, JsonValue.NULL);
  }

  private static int number(Map<String, String> query, String key, int otherwise) {
    String given = query.getOrDefault(key, "");
    return given.matches("\\d{1,6}") ? Integer.parseInt(given) : otherwise;
  }

  /** Issues under the same id once more, whatever became of it before. */
  Answer retrigger(Call call) {
    Optional<Answer> refusal = auth.refusal(call, ROLE);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    String requestId = call.path().substring(RETRIGGER.length());
    Packet packet = requests.find(requestId).flatMap(request -> ledger.packet(request.rid())).orElse(null);
    if (packet == null) {
      return unknown();
    }
    ledger.retriggered(requestId);
    requests.retry(requestId);
    return issuedLater(packet, requestId);
  }

  /** Asking again by RID: the way to a credential whose event was lost, or that was never requested. */
  Answer reissue(Call call) {
    Optional<Answer> refusal = auth.refusal(call, ROLE);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    String rid = call.path().substring(REISSUE.length());
    Packet packet = ledger.packet(rid).filter(this::isEntitled).orElse(null);
    if (packet == null) {
      return MosipEnvelope.error(ID, "IDR-CRG-008", "No data found for the registration id");
    }
    ledger.reissued(rid);
    String requestId = requests.open(rid);
    // The job behind it looks the person up by the id of the body, not by that of the path.
    return namesPerson(call, rid) ? issuedLater(packet, requestId) : failed(requestId);
  }

  private static boolean namesPerson(Call call, String rid) {
    JsonObject request = call.json().getJsonObject("request");
    return request != null && request.getString("id", "").equals(rid);
  }

  private Answer failed(String requestId) {
    requests.failed(requestId);
    return MosipEnvelope.response(ID, JsonText.object().add("requestId", requestId).build(), JsonValue.NULL);
  }

  private boolean isEntitled(Packet packet) {
    boolean processed = ledger.outcome(packet.id()).filter(outcome -> outcome == MosipLedger.Outcome.PROCESSED).isPresent();
    return packet.process().equals(WorkflowRules.BIRTH) && (processed || ledger.hasIdentity(packet.id()) || ledger.credentials(packet.id()) > 0);
  }

  private Answer issuedLater(Packet packet, String requestId) {
    timers.schedule(() -> issuer.issue(packet, requestId), requests.delayMillis(), TimeUnit.MILLISECONDS);
    return MosipEnvelope.response(ID, JsonText.object().add("requestId", requestId).build(), JsonValue.NULL);
  }

  private static Answer unknown() {
    return MosipEnvelope.error(ID, "IDR-CRG-003", "request id is not present");
  }
}
