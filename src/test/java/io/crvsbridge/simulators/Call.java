package io.crvsbridge.simulators;

import com.sun.net.httpserver.HttpExchange;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One request as a peer read it, body and all. */
public record Call(String method, String path, String rawQuery, Map<String, List<String>> headers, byte[] body) {

  static Call read(HttpExchange exchange) throws IOException {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, List.copyOf(values)));
    return new Call(
        exchange.getRequestMethod(),
        exchange.getRequestURI().getPath(),
        exchange.getRequestURI().getRawQuery(),
        headers,
        exchange.getRequestBody().readAllBytes());
  }

  public String header(String name) {
    List<String> values = headers.get(name);
    return values == null || values.isEmpty() ? null : values.get(0);
  }

  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  JsonObject json() {
    return JsonText.parseObject(body);
  }

  Map<String, String> query() {
    return pairs(rawQuery);
  }

  /** The query's parameters with the form body's on top: several peers take either. */
  Map<String, String> parameters() {
    Map<String, String> all = new LinkedHashMap<>(query());
    String type = header("Content-Type");
    if (type != null && type.toLowerCase(java.util.Locale.ROOT).startsWith("application/x-www-form-urlencoded")) {
      all.putAll(pairs(text()));
    }
    return all;
  }

  String bearer() {
    String value = header("Authorization");
    return value != null && value.startsWith("Bearer ") ? value.substring(7) : null;
  }

  String cookie(String name) {
    for (String line : headers.getOrDefault("Cookie", List.of())) {
      for (String part : line.split(";")) {
        String pair = part.trim();
        if (pair.startsWith(name + "=")) {
          return pair.substring(name.length() + 1);
        }
      }
    }
    return null;
  }

  private static Map<String, String> pairs(String encoded) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String pair : encoded == null || encoded.isEmpty() ? new ArrayList<String>() : List.of(encoded.split("&"))) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      String value = equals < 0 ? "" : pair.substring(equals + 1);
      pairs.putIfAbsent(URLDecoder.decode(name, StandardCharsets.UTF_8), URLDecoder.decode(value, StandardCharsets.UTF_8));
    }
    return pairs;
  }
}
