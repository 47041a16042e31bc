package io.crvsbridge.simulators;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;

/** The bodies in which Core's events service and its gateway answer, as measured. */
final class Trpc {

  private Trpc() {}

  static Answer result(JsonValue value) {
    JsonObjectBuilder data = JsonText.object().add("data", JsonText.object().add("json", value));
    return Answer.json(200, JsonText.object().add("result", data).build());
  }

  static Answer error(int status, int code, String name, String message, String path) {
    JsonObjectBuilder data = JsonText.object().add("code", name).add("httpStatus", status);
    if (path != null) {
      data.add("path", path);
    }
    JsonObjectBuilder json = JsonText.object().add("message", message).add("code", code).add("data", data);
    return Answer.json(status, JsonText.object().add("error", JsonText.object().add("json", json)).build());
  }

  static Answer badRequest(String message, String path) {
    return error(400, -32600, "BAD_REQUEST", message, path);
  }

  static Answer forbidden(String message, String path) {
    return error(403, -32003, "FORBIDDEN", message, path);
  }

  static Answer notFound(String message, String path) {
    return error(404, -32004, "NOT_FOUND", message, path);
  }

  static Answer unauthorized(String message, String path) {
    return error(401, -32001, "UNAUTHORIZED", message, path);
  }

  /** Database errors tell nothing, not even the path. */
  static Answer internal() {
    return error(500, -32603, "INTERNAL_SERVER_ERROR", "Internal server error", null);
  }

  static Answer unknownProcedure() {
    return rest(404, "NOT_FOUND", "Not found");
  }

  /** An error of the REST form, which is flat; measured for a path that is unknown. */
  static Answer rest(int status, String name, String message) {
    JsonObjectBuilder data = JsonText.object().add("code", name).add("httpStatus", status);
    return Answer.json(status, JsonText.object().add("message", message).add("code", name).add("data", data).build());
  }

  /** What a query asks for: {@code json} of its parameter {@code input}; null when there is none. */
  static JsonValue input(Call call) {
    return JsonText.tryParse(call.query().getOrDefault("input", "")).map(input -> input instanceof JsonObject object ? object.get("json") : null).orElse(null);
  }

  /** The gateway's own refusal, before the events service sees the call. */
  static Answer gatewayUnauthorized() {
    JsonObject body =
        JsonText.object().add("statusCode", 401).add("error", "Unauthorized").add("message", "Missing authentication").build();
    return Answer.json(401, body);
  }
}
