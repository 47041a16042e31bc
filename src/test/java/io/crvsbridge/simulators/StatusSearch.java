package io.crvsbridge.simulators;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The three ways to ask how far a workflow is: one that tells next to nothing, one that has to be set up, and the transactions (MOSIP contract, section 3.4). */
final class StatusSearch {

  static final String STATUS = "/registrationprocessor/v1/registrationstatus/search";
  static final String EXTERNAL = "/registrationprocessor/v1/registrationstatus/externalstatus/search";
  static final String TRANSACTIONS = "/registrationprocessor/v1/registrationtransaction/search";
  private static final String STATUS_ID = "mosip.registration.status";
  private static final String EXTERNAL_ID = "mosip.registration.external.status";
  private static final String TRANSACTIONS_ID = "mosip.registration.transaction";
  private static final String[] STATUS_ROLES = {"REGISTRATION_ADMIN", "REGISTRATION_OFFICER", "REGISTRATION_SUPERVISOR", "RESIDENT"};
  private static final String[] TRANSACTION_ROLES = {"REGISTRATION_PROCESSOR", "REGISTRATION_ADMIN", "RESIDENT"};
  private static final int MOST = 100;

  private final AuthManager auth;
  private final WorkflowManager workflow;

  StatusSearch(AuthManager auth, WorkflowManager workflow) {
    this.auth = auth;
    this.workflow = workflow;
  }

  static boolean isTransactions(Call call) {
    return call.method().equals("GET") && call.path().startsWith(TRANSACTIONS + "/");
  }

  /** Running, ended well or badly: all look the same. */
  Answer status(Call call) {
    return refusal(call, STATUS_ID).orElseGet(() -> found(STATUS_ID, asked(call), rid -> "PROCESSED", JsonValue.EMPTY_JSON_ARRAY));
  }

  Answer external(Call call) {
    Optional<Answer> refusal = refusal(call, EXTERNAL_ID);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    if (!workflow.hasExternalStatus()) {
      return MosipEnvelope.error(EXTERNAL_ID, "RPR-RGS-018", "Unknown Exception Occured");
    }
    return found(EXTERNAL_ID, asked(call), this::externalStatus, JsonValue.NULL);
  }

  private Optional<Answer> refusal(Call call, String id) {
    Optional<Answer> refusal = auth.refusal(call, STATUS_ROLES);
    if (refusal.isPresent()) {
      return refusal;
    }
    JsonObject body;
    try {
      body = call.json();
    } catch (JsonException unreadable) {
      return invalid(id, "request");
    }
    if (!id.equals(JsonText.text(body, "id"))) {
      return invalid(id, "id");
    }
    if (!"1.0".equals(JsonText.text(body, "version"))) {
      return invalid(id, "version");
    }
    boolean sound = body.get("request") instanceof JsonArray rids && !rids.isEmpty() && rids.size() <= MOST && rids.stream().allMatch(StatusSearch::namesRid);
    return sound ? Optional.empty() : invalid(id, "request");
  }

  private static Optional<Answer> invalid(String id, String what) {
    return Optional.of(MosipEnvelope.error(id, "RPR-RGS-014", "Invalid Request Value - " + what));
  }

  private static boolean namesRid(JsonValue entry) {
    return entry instanceof JsonObject named && JsonText.text(named, "registrationId") != null;
  }

  private static List<String> asked(Call call) {
    return call.json().getJsonArray("request").getValuesAs(JsonObject.class).stream().map(entry -> entry.getString("registrationId")).toList();
  }

  private Answer found(String id, List<String> asked, UnaryOperator<String> statusOf, JsonValue whenNone) {
    JsonArrayBuilder known = JsonText.array();
    JsonArrayBuilder errors = JsonText.array();
    for (String rid : asked) {
      JsonObjectBuilder entry = JsonText.object().add("registrationId", rid);
      if (workflow.history().knows(rid)) {
        known.add(entry.add("statusCode", statusOf.apply(rid)));
      } else {
        errors.add(entry.add("errorCode", "RPR-RGS-031").add("errorMessage", "RID Not Found"));
      }
    }
    JsonArray response = known.build();
    return MosipEnvelope.response(id, response.isEmpty() ? whenNone : response, errors.build());
  }

  private String externalStatus(String rid) {
    MosipLedger.Outcome outcome = workflow.history().outcome(rid).orElse(null);
    if (outcome == null) {
      return "PROCESSING";
    }
    return switch (outcome) {
      case PROCESSED -> "UIN_GENERATED";
      case FAILED, REPROCESS_FAILED -> "REREGISTER";
      case REJECTED -> "REJECTED";
      case PAUSED -> "AWAITING_INFORMATION";
    };
  }

  /** Every stage of one workflow; the last one has the reason, if the workflow did not go through. */
  Answer transactions(Call call) {
    Optional<Answer> refusal = auth.refusal(call, TRANSACTION_ROLES);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    String rid = call.path().substring(TRANSACTIONS.length() + 1);
    List<WorkflowHistory.Transaction> stages = workflow.history().transactions(rid);
    if (stages.isEmpty()) {
      return MosipEnvelope.error(TRANSACTIONS_ID, "RPR-RTS-001", "RID Not Found");
    }
    JsonArrayBuilder told = JsonText.array();
    stages.forEach(stage -> told.add(told(rid, stage)));
    return MosipEnvelope.response(TRANSACTIONS_ID, told.build(), JsonValue.EMPTY_JSON_ARRAY);
  }

  private static JsonObjectBuilder told(String rid, WorkflowHistory.Transaction stage) {
    JsonObjectBuilder told = JsonText.object().add("id", stage.id()).add("registrationId", rid).add("transactionTypeCode", stage.typeCode());
    told.add("parentTransactionId", stage.parentId() == null ? JsonValue.NULL : JsonText.value(stage.parentId()));
    return told.add("statusCode", stage.statusCode())
        .add("subStatusCode", stage.reason().subStatusCode())
        .add("statusComment", stage.reason().comment())
        .add("createdDateTimes", CoreEvents.text(stage.created()));
  }
}
