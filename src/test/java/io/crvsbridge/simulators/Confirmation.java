package io.crvsbridge.simulators;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What accept and reject take as input, and what Core says when it is not that. */
record Confirmation(String eventId, String actionId, String transactionId, JsonObject input) {

  private static final String UUID_PATTERN =
      "([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-8][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}"
          + "|00000000-0000-0000-0000-000000000000|ffffffff-ffff-ffff-ffff-ffffffffffff)";
  private static final Pattern UUID = Pattern.compile(UUID_PATTERN);

  /** Procedure → the action type it writes. */
  static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("notify", "NOTIFY"),
          Map.entry("declare", "DECLARE"),
          Map.entry("validate", "VALIDATE"),
          Map.entry("edit", "EDIT"),
          Map.entry("reject", "REJECT"),
          Map.entry("archive", "ARCHIVE"),
          Map.entry("register", "REGISTER"),
          Map.entry("printCertificate", "PRINT_CERTIFICATE"),
          Map.entry("custom", "CUSTOM"),
          Map.entry("correction.request", "REQUEST_CORRECTION"),
          Map.entry("correction.approve", "APPROVE_CORRECTION"),
          Map.entry("correction.reject", "REJECT_CORRECTION"));

  private static final Map<String, Map<String, String>> EXTRA =
      Map.of(
          "REGISTER", Map.of("registrationNumber", "string"),
          "CUSTOM", Map.of("customActionType", "string"),
          "EDIT", Map.of("content", "object"),
          "ARCHIVE", Map.of("content", "object"),
          "REJECT", Map.of("content", "object"),
          "APPROVE_CORRECTION", Map.of("requestId", "string"),
          "REJECT_CORRECTION", Map.of("requestId", "string", "content", "object"));

  static Confirmation of(JsonObject input) {
    return new Confirmation(
        JsonText.text(input, "eventId"), JsonText.text(input, "actionId"), JsonText.text(input, "transactionId"), input);
  }

  /** The message of the 400, when the body is not what the procedure takes. */
  static Optional<String> complaint(JsonObject body, String type, boolean accept) {
    if (!(body.get("json") instanceof JsonObject input)) {
      return Optional.of("[" + invalidType("object", "", body.get("json")) + "\n]");
    }
    List<String> issues = new ArrayList<>();
    for (String id : List.of("eventId", "actionId")) {
      uuidIssue(input, id).ifPresent(issues::add);
    }
    require(input, "transactionId", "string", issues);
    if (accept) {
      EXTRA.getOrDefault(type, Map.of()).forEach((key, kind) -> require(input, key, kind, issues));
      boolean needsReason = type.equals("ARCHIVE") || type.equals("REJECT") || type.equals("REJECT_CORRECTION");
      if (needsReason && input.get("content") instanceof JsonObject content && !(content.get("reason") instanceof JsonString)) {
        issues.add(invalidType("string", "\"content\",\n      \"reason\"", content.get("reason")));
      }
    }
    for (String optional : List.of("declaration", "annotation")) {
      if (input.containsKey(optional)) {
        require(input, optional, "object", issues);
      }
    }
    return issues.isEmpty() ? Optional.empty() : Optional.of("[" + String.join(",", issues) + "\n]");
  }

  private static Optional<String> uuidIssue(JsonObject input, String key) {
    String value = JsonText.text(input, key);
    if (value == null) {
      return Optional.of(invalidType("string", "\"" + key + "\"", input.get(key)));
    }
    if (UUID.matcher(value).matches()) {
      return Optional.empty();
    }
    return Optional.of(
        "\n  {\n    \"origin\": \"string\",\n    \"code\": \"invalid_format\",\n    \"format\": \"uuid\",\n    \"pattern\": \"/^"
            + UUID_PATTERN
            + "$/\",\n    \"path\": [\n      \""
            + key
            + "\"\n    ],\n    \"message\": \"Invalid UUID\"\n  }");
  }

  private static void require(JsonObject input, String key, String kind, List<String> issues) {
    JsonValue value = input.get(key);
    boolean right = kind.equals("string") ? value instanceof JsonString : value instanceof JsonObject;
    if (!right) {
      issues.add(invalidType(kind, "\"" + key + "\"", value));
    }
  }

  private static String invalidType(String kind, String path, JsonValue found) {
    String received = found == null ? "undefined" : found.getValueType().name().toLowerCase(java.util.Locale.ROOT);
    String inPath = path.isEmpty() ? "[]" : "[\n      " + path + "\n    ]";
    return "\n  {\n    \"expected\": \""
        + kind
        + "\",\n    \"code\": \"invalid_type\",\n    \"path\": "
        + inPath
        + ",\n    \"message\": \"Invalid input: expected "
        + kind
        + ", received "
        + received
        + "\"\n  }";
  }
}
