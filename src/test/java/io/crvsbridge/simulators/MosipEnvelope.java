package io.crvsbridge.simulators;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;

/** MOSIP's common answer: HTTP 200, and the truth in {@code response} and {@code errors}. */
final class MosipEnvelope {

  private MosipEnvelope() {}

  /** Whether a timestamp is written as MOSIP wants it: UTC with exactly three digits of milliseconds. */
  static boolean isUtcMillis(String text) {
    return text.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
  }

  static Answer response(String id, JsonValue response, JsonValue errors) {
    return Answer.json(200, body(id).add("response", response).add("errors", errors).build());
  }

  static Answer error(String id, String code, String message) {
    return Answer.json(200, errorBody(id, code, message));
  }

  static JsonObject errorBody(String id, String code, String message) {
    JsonObjectBuilder error = JsonText.object().add("errorCode", code).add("message", message);
    return body(id).add("response", JsonValue.NULL).add("errors", JsonText.array().add(error)).build();
  }

  private static JsonObjectBuilder body(String id) {
    JsonObjectBuilder body = JsonText.object();
    if (id == null) {
      body.addNull("id").addNull("version");
    } else {
      body.add("id", id).add("version", "v1");
    }
    return body.add("responsetime", CoreEvents.now()).addNull("metadata");
  }
}
