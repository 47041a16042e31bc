package io.crvsbridge.e2e;

import io.crvsbridge.simulators.CoreSimulator;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A form in a browser, as far as logging in goes: begins a login at the bridge, opens eSignet's page, picks a person there, and hands the bridge what comes back. */
public final class LoginForm {

    public static final String ORIGIN = "http://127.0.0.1:3000";
    public static final String REDIRECT = ORIGIN + "/drafts/1/mother";
    private static final Pattern LINK = Pattern.compile("href=\"(/authorize/[^\"]+)\"");

    private final URI bridge;
    private final String clientId;
    private final URI redirect;
    private final Supplier<String> token;
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).followRedirects(HttpClient.Redirect.NEVER).build();

    LoginForm(URI bridge, String clientId, CoreSimulator core) {
        this(bridge, clientId, core, URI.create(REDIRECT));
    }

    /** A form that runs elsewhere. @param core at which whoever fills it is logged in */
    public LoginForm(URI bridge, String clientId, CoreSimulator core, URI redirect) {
        this.bridge = bridge;
        this.clientId = clientId;
        this.redirect = redirect;
        this.token = () -> core.auth().userToken("registrar-1").sign();
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.timeout(Duration.ofSeconds(60)).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException noAnswer) {
            throw new AssertionError("no answer: " + noAnswer, noAnswer);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ended);
        }
    }

    /** A POST as the browser sends it. */
    HttpRequest.Builder post(String pathAndQuery, String json) {
        return request(pathAndQuery).header("Content-Type", "application/json").header("Origin", redirect.getScheme() + "://" + redirect.getAuthority()).POST(HttpRequest.BodyPublishers.ofString(json));
    }

    /** A request with the user's token, and nothing else yet. */
    HttpRequest.Builder request(String pathAndQuery) {
        return HttpRequest.newBuilder(URI.create(bridge + pathAndQuery)).header("Authorization", authorization());
    }

    String authorization() {
        return "Bearer " + token.get();
    }

    String body(String redirectUri) {
        return Json.createObjectBuilder().add("clientId", clientId).add("redirectUri", redirectUri).build().toString();
    }

    /** Asks the bridge for eSignet's address. */
    public HttpResponse<String> begin() {
        return send(post("/esignet/authorization-request", body(redirect.toString())));
    }

    /** That address. */
    public String address() {
        HttpResponse<String> answer = begin();
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        return json(answer).getString("authorizationUrl");
    }

    /** Opens the page at that address. */
    HttpResponse<String> page(String address) {
        return send(HttpRequest.newBuilder(URI.create(address)).GET());
    }

    /** Opens the page and follows the person's link. @return the query with which eSignet sends the browser back to the form */
    public Map<String, String> pick(String address, String nid) {
        HttpResponse<String> page = page(address);
        Matcher link = LINK.matcher(page.body());
        while (link.find()) {
            if (link.group(1).endsWith("/" + nid)) {
                HttpResponse<String> sent = send(HttpRequest.newBuilder(URI.create(address).resolve(link.group(1))).GET());
                String location = sent.headers().firstValue("Location").orElseThrow(() -> new AssertionError("no way back: " + sent.body()));
                if (!location.startsWith(redirect + "?")) {
                    throw new AssertionError("sent elsewhere: " + location);
                }
                return query(location.substring(location.indexOf('?') + 1));
            }
        }
        throw new AssertionError(page.statusCode() + " " + page.body());
    }

    /** Hands over what eSignet gave. */
    public HttpResponse<String> finish(Map<String, String> back) {
        return send(post("/esignet/get-oidp-user-info?" + encoded(back), body(redirect + "?x=1")));
    }

    /** From the beginning to the end. */
    public HttpResponse<String> logIn(String nid) {
        return finish(pick(address(), nid));
    }

    /** With a code that was had without the bridge, as the reference middleware's forms do. */
    HttpResponse<String> finish(String code) {
        return finish(Map.of("code", code, "state", "s1"));
    }

    static JsonObject json(HttpResponse<String> answer) {
        try (JsonReader reader = Json.createReader(new StringReader(answer.body()))) {
            return reader.readObject();
        }
    }

    private static Map<String, String> query(String text) {
        Map<String, String> query = new LinkedHashMap<>();
        Arrays.stream(text.split("&")).map(pair -> pair.split("=", 2)).forEach(pair -> query.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
        return query;
    }

    private static String encoded(Map<String, String> query) {
        StringBuilder text = new StringBuilder();
        query.forEach((name, value) -> text.append(text.isEmpty() ? "" : "&").append(name).append('=').append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return text.toString();
    }
}
