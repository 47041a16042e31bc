package io.crvsbridge.simulators;

import jakarta.json.JsonObject;

/** One error of ID authentication. */
record IdaRefusal(String code, String message) {

  JsonObject json() {
    return JsonText.object().add("errorCode", code).add("errorMessage", message).add("actionMessage", "simulated").build();
  }

  Thrown thrown() {
    return new Thrown(this);
  }

  /** Ends the work on a request. */
  static final class Thrown extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient IdaRefusal refusal;

    private Thrown(IdaRefusal refusal) {
      super(refusal.code(), null, false, false);
      this.refusal = refusal;
    }

    IdaRefusal refusal() {
      return refusal;
    }
  }
}
