package io.crvsbridge.opencrvs;

import io.crvsbridge.kernel.ActionKey;
import io.crvsbridge.kernel.PeerAnswer;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonStructure;
import jakarta.json.JsonValue;
import jakarta.ws.rs.core.MultivaluedHashMap;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** Answers as Core words them, about one made-up action. */
final class CoreTexts {

    static final ActionKey KEY = new ActionKey("11111111-2222-4333-8444-555555555555", "66666666-7777-4888-8999-aaaaaaaaaaaa");
    static final String TRANSACTION = "0b0b0b0b-0000-4000-8000-000000000000";
    static final String NUMBER = "2026BB7CDEF";

    private CoreTexts() {}

    static Confirmation confirmation(String actionType) {
        return confirmation(actionType, Json.createObjectBuilder().add("child.nid", "5551234567").build(), JsonValue.EMPTY_JSON_OBJECT);
    }

    static Confirmation confirmation(String actionType, JsonObject declaration, JsonObject extras) {
        Optional<String> number = actionType.equals("REGISTER") ? Optional.of(NUMBER) : Optional.empty();
        return new Confirmation(KEY, TRANSACTION, actionType, number, declaration, JsonValue.EMPTY_JSON_OBJECT, extras, "secret-token", Instant.EPOCH);
    }

    static PeerAnswer answer(int status, String body) {
        return new PeerAnswer(status, new MultivaluedHashMap<String, String>(), body);
    }

    static PeerAnswer answer(int status, String body, String header, String value) {
        MultivaluedHashMap<String, String> headers = new MultivaluedHashMap<String, String>();
        headers.add(header, value);
        return new PeerAnswer(status, headers, body);
    }

    /** An error in the form of Core's procedures. */
    static PeerAnswer error(int status, String message) {
        JsonObjectBuilder json = Json.createObjectBuilder().add("message", message).add("data", Json.createObjectBuilder().add("httpStatus", status));
        return answer(status, Json.createObjectBuilder().add("error", Json.createObjectBuilder().add("json", json)).build().toString());
    }

    /** 200 with a record that holds, behind a request of ours, {@code actions}. */
    static PeerAnswer record(JsonObject... actions) {
        JsonArrayBuilder all = Json.createArrayBuilder().add(action("Requested", null, null, null));
        for (JsonObject action : actions) {
            all.add(action);
        }
        JsonObjectBuilder event = Json.createObjectBuilder().add("id", KEY.eventId()).add("type", "birth").add("actions", all);
        return answer(200, Json.createObjectBuilder().add("result", Json.createObjectBuilder().add("data", Json.createObjectBuilder().add("json", event))).build().toString());
    }

    static JsonObject action(String status, String original, String transaction, String number) {
        JsonObjectBuilder action = Json.createObjectBuilder().add("id", KEY.actionId()).add("type", "REGISTER").add("status", status);
        if (original != null) {
            action.add("originalActionId", original);
        }
        if (transaction != null) {
            action.add("transactionId", transaction);
        }
        if (number != null) {
            action.add("registrationNumber", number);
        }
        return action.build();
    }

    static JsonStructure sample(String name) throws IOException {
        return Json.createReader(new StringReader(Files.readString(Path.of("src/test/resources/core", name)))).read();
    }
}
