package io.crvsbridge.mosip;

import io.crvsbridge.kernel.PeerAnswer;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.io.InputStream;

/** Answers of peers, made up or recorded. */
public final class Answered {

    private Answered() {}

    public static PeerAnswer of(int status, String body, String... headers) {
        MultivaluedMap<String, String> map = new MultivaluedHashMap<String, String>();
        for (int i = 0; i < headers.length; i += 2) {
            map.add(headers[i], headers[i + 1]);
        }
        return new PeerAnswer(status, map, body);
    }

    /** The answer of a recorded exchange. */
    public static PeerAnswer recorded(String name) {
        JsonObject response = recording(name).getJsonObject("response");
        MultivaluedMap<String, String> map = new MultivaluedHashMap<String, String>();
        for (JsonArray header : response.getJsonArray("headers").getValuesAs(JsonArray.class)) {
            map.add(header.getString(0), header.getString(1));
        }
        return new PeerAnswer(Integer.parseInt(response.getString("line").split(" ")[1]), map, response.getString("body"));
    }

    /** The body of a recorded request. */
    public static String sent(String name) {
        return recording(name).getJsonObject("request").getString("body");
    }

    private static JsonObject recording(String name) {
        InputStream in = Answered.class.getResourceAsStream("/wire/" + name + ".json");
        try (JsonReader reader = Json.createReader(in)) {
            return reader.readObject();
        }
    }
}
