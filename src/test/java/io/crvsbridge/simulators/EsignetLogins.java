package io.crvsbridge.simulators;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** The authorize page, where somebody picks who to be, and the codes that come of it: each for one client and redirect URI, good once. */
public final class EsignetLogins {

  private static final long PUSHED_SECONDS = 60;

  /** A code's login. @param request the authorization request's parameters */
  record Grant(MockIdentity person, Map<String, String> request) {}

  private record Pushed(Map<String, String> request, long until) {}

  private final Esignet esignet;
  private final Map<String, Pushed> pushed = new ConcurrentHashMap<>();
  private final Map<String, Map<String, String>> begun = new ConcurrentHashMap<>();
  private final Map<String, Grant> codes = new ConcurrentHashMap<>();
  private final List<String> issued = new CopyOnWriteArrayList<>();
  private final List<Map<String, String>> requests = new CopyOnWriteArrayList<>();

  EsignetLogins(Esignet esignet) {
    this.esignet = esignet;
  }

  String push(Map<String, String> request) {
    String uri = "urn:ietf:params:oauth:request_uri:" + UUID.randomUUID();
    pushed.put(uri, new Pushed(request, System.nanoTime() + PUSHED_SECONDS * 1_000_000_000L));
    return uri;
  }

  Answer page(Call call) {
    Optional<Map<String, String>> request = request(call.query());
    if (request.isEmpty() || !fits(request.get())) {
      return html(400, "<h1>This login cannot begin</h1>");
    }
    requests.add(request.get());
    String transaction = UUID.randomUUID().toString();
    begun.put(transaction, request.get());
    String people = MockIdentity.all().stream()
        .map(p -> "<li><a href=\"/authorize/" + transaction + "/" + p.nid() + "\">" + escaped(p.fullName()) + ", " + p.birthDate() + "</a></li>").collect(Collectors.joining());
    return html(200, "<h1>Log in with eSignet (simulated)</h1><p>Who are you?</p><ul>" + people + "</ul>");
  }

  /** By a pushed request, which is good once, or by the query itself. */
  private Optional<Map<String, String>> request(Map<String, String> query) {
    if (query.containsKey("request_uri")) {
      Pushed found = pushed.remove(query.get("request_uri"));
      boolean good = found != null && System.nanoTime() < found.until() && found.request().get("client_id").equals(query.get("client_id"));
      return good ? Optional.of(found.request()) : Optional.empty();
    }
    return esignet.pushOnly ? Optional.empty() : Optional.of(query);
  }

  private static boolean fits(Map<String, String> request) {
    boolean challenged = !request.containsKey("code_challenge") || "S256".equals(request.get("code_challenge_method"));
    return EsignetClient.ID.equals(request.get("client_id")) && "code".equals(request.get("response_type")) && request.getOrDefault("redirect_uri", "").startsWith("http")
        && List.of(request.getOrDefault("scope", "").split(" ")).contains("openid") && challenged;
  }

  Answer login(Call call) {
    String[] path = call.path().split("/");
    Map<String, String> request = path.length == 4 ? begun.remove(path[2]) : null;
    if (request == null) {
      return html(400, "<h1>This login is over</h1>");
    }
    String code = issue(path[3], request);
    String location = request.get("redirect_uri") + "?code=" + encoded(code) + (request.containsKey("state") ? "&state=" + encoded(request.get("state")) : "")
        + (esignet.later() ? "&iss=" + encoded(esignet.issuer()) : "");
    return Answer.of(302, "text/plain", "").with("Location", location);
  }

  private String issue(String nid, Map<String, String> request) {
    String code = UUID.randomUUID().toString().replace("-", "");
    give(code, nid, request);
    return code;
  }

  /** A code for somebody who logged in from a form that makes the address itself, without PKCE and nonce. */
  public String code(String nid, String redirectUri) {
    return issue(nid, Map.of("client_id", EsignetClient.ID, "redirect_uri", redirectUri));
  }

  /** The same with this very code. */
  public void give(String code, String nid, Map<String, String> request) {
    codes.put(code, new Grant(MockIdentity.of(nid), request));
    issued.add(code);
  }

  /** Every code given out. */
  public List<String> issued() {
    return List.copyOf(issued);
  }

  /** The authorization requests that reached the page, in their order. */
  public List<Map<String, String>> requests() {
    return List.copyOf(requests);
  }

  Grant take(String code) {
    return code == null ? null : codes.remove(code);
  }

  private static Answer html(int status, String body) {
    return Answer.of(status, "text/html; charset=utf-8", "<!DOCTYPE html><html><head><title>eSignet (simulated)</title></head><body>" + body + "</body></html>");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
