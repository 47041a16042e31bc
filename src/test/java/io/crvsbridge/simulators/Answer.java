package io.crvsbridge.simulators;

import com.sun.net.httpserver.HttpExchange;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a peer answers. Handlers return it instead of writing it, so that a fault can drop it after the effect took place. */
record Answer(int status, List<Map.Entry<String, String>> headers, byte[] body) {

  static Answer json(int status, JsonValue body) {
    return of(status, "application/json", body.toString());
  }

  static Answer of(int status, String contentType, String body) {
    return new Answer(status, List.of(Map.entry("Content-Type", contentType)), body.getBytes(StandardCharsets.UTF_8));
  }

  static Answer form(int status, String body) {
    return of(status, "application/x-www-form-urlencoded", body);
  }

  Answer with(String header, String value) {
    List<Map.Entry<String, String>> more = new ArrayList<>(headers);
    more.add(Map.entry(header, value));
    return new Answer(status, List.copyOf(more), body);
  }

  Answer withBody(String text) {
    return new Answer(status, headers, text.getBytes(StandardCharsets.UTF_8));
  }

  Answer withContentType(String contentType) {
    List<Map.Entry<String, String>> changed = new ArrayList<>(headers);
    changed.removeIf(header -> header.getKey().equalsIgnoreCase("Content-Type"));
    changed.add(Map.entry("Content-Type", contentType));
    return new Answer(status, List.copyOf(changed), body);
  }

  void write(HttpExchange exchange) throws IOException {
    headers.forEach(header -> exchange.getResponseHeaders().add(header.getKey(), header.getValue()));
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }
}
