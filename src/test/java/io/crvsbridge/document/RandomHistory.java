package io.crvsbridge.document;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Random records: every kind of action, answered and not, in any order of time, with ties; corrections that were accepted, rejected, or never. The seed makes the record. */
final class RandomHistory {

    private static final List<String> PLAIN = List.of("CREATE", "ASSIGN", "NOTIFY", "DECLARE", "EDIT", "REGISTER", "PRINT_CERTIFICATE", "ARCHIVE", "CUSTOM", "REQUEST_CORRECTION");

    private final SplittableRandom random;
    private final int moments;
    private final List<JsonObject> actions = new ArrayList<>();
    private final List<String> corrections = new ArrayList<>();
    private int ids;

    /** @param moments how many different times there are */
    RandomHistory(long seed, int moments) {
        this.random = new SplittableRandom(seed);
        this.moments = moments;
    }

    /** With exactly one pending action. */
    List<JsonObject> record() {
        for (int i = random.nextInt(10); i > 0; i--) {
            step();
        }
        int at = random.nextInt(actions.size() + 1);
        JsonObject pending = action(random.nextInt(3) == 0 && !corrections.isEmpty() ? "APPROVE_CORRECTION" : any(PLAIN), "Requested", null);
        actions.add(at, pending);
        return List.copyOf(actions);
    }

    static String pending(List<JsonObject> actions) {
        return actions.stream().filter(a -> a.getString("status").equals("Requested"))
                .filter(a -> actions.stream().noneMatch(b -> !b.getString("status").equals("Requested") && a.getString("id").equals(b.getString("originalActionId", ""))))
                .findFirst().orElseThrow().getString("id");
    }

    private void step() {
        String type = corrections.isEmpty() ? any(PLAIN) : any(List.of(any(PLAIN), "APPROVE_CORRECTION", "REJECT_CORRECTION"));
        if (random.nextInt(3) == 0) {
            note(action(type, "Accepted", null));
        } else {
            JsonObject request = action(type, "Requested", null);
            actions.add(request);
            note(action(type, random.nextInt(4) == 0 ? "Rejected" : "Accepted", request.getString("id")));
        }
    }

    private void note(JsonObject action) {
        actions.add(action);
        if (action.getString("type").equals("REQUEST_CORRECTION")) {
            corrections.add(action.getString("id"));
            corrections.add(action.getString("originalActionId", action.getString("id")));
        }
    }

    JsonObject action(String type, String status, String original) {
        JsonObjectBuilder action = Json.createObjectBuilder().add("id", "00000000-0000-4000-8000-%012d".formatted(++ids)).add("type", type).add("status", status)
                .add("createdAt", "2026-01-01T00:00:%02d.000Z".formatted(random.nextInt(moments)));
        if (type.equals("CUSTOM")) {
            action.add("customActionType", "ESCALATE");
        }
        if (original != null || random.nextInt(20) == 0) {
            action.add("originalActionId", original != null ? original : random.nextBoolean() || actions.isEmpty() ? "nobody" : any(actions).getString("id"));
        }
        if (type.endsWith("E_CORRECTION") || type.equals("REJECT_CORRECTION")) {
            action.add("requestId", corrections.isEmpty() || random.nextInt(10) == 0 ? "nobody" : any(corrections));
        }
        switch (random.nextInt(8)) {
            case 0 -> { }
            case 1 -> action.addNull("declaration");
            default -> action.add("declaration", object(2));
        }
        return action.build();
    }

    JsonObject object(int depth) {
        JsonObjectBuilder object = Json.createObjectBuilder();
        for (int i = random.nextInt(5); i > 0; i--) {
            object.add(any(List.of("a", "b", "c", "d")), value(depth));
        }
        return object.build();
    }

    private JsonValue value(int depth) {
        return switch (random.nextInt(depth == 0 ? 4 : 7)) {
            case 0 -> JsonValue.NULL;
            case 1 -> random.nextBoolean() ? JsonValue.TRUE : JsonValue.FALSE;
            case 2 -> Json.createValue(random.nextInt(100));
            case 3 -> Json.createValue("t" + random.nextInt(100));
            case 4 -> list(depth);
            default -> object(depth - 1);
        };
    }

    private JsonValue list(int depth) {
        JsonArrayBuilder list = Json.createArrayBuilder();
        for (int i = random.nextInt(3); i > 0; i--) {
            list.add(value(depth - 1));
        }
        return list.build();
    }

    private <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
