package io.crvsbridge.e2e;

import io.crvsbridge.simulators.CoreEvent;
import io.crvsbridge.simulators.HubDelivery;
import io.crvsbridge.simulators.Packet;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Makes requests for the operations of an OpenAPI description. Most are nearly right: genuine documents of Core with a genuine token, genuine deliveries with
 * the hub's signature, each with something wrong, so that the code behind the gates is reached. The number of a case and the seed make the case.
 */
final class Fuzz {

    /** @param what how it was spoilt @param bareLine whether the container may refuse it before the application */
    record Case(String route, String what, byte[] request, boolean bareLine) {

        /** Everywhere but at the trigger it is only a status; there it is a decision, which no one but the container may give, and only for what is no request. */
        boolean mayBe400() {
            return bareLine || PLATFORM.contains(route);
        }
    }

    /** Pages of the platform, which answers for them itself. */
    static final List<String> PLATFORM = List.of("/health", "/health/live", "/health/ready", "/health/started", "/metrics", "/openapi");

    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "PROPFIND", "DANCE");
    private static final List<String> SEGMENTS = List.of("birth", "death", "REGISTER", "CUSTOM", "register", "", ".", "..", "%2e%2e", "%2F", "a%2Fb", "%c0%af", "%E1%9E%80", "%20",
            "x;y=z", "a+b", "'--", "%3Cscript%3E", "x".repeat(3_000), "WEB-INF", "~", "@", "birth.json", "*");
    private static final List<String> BROKEN_SEGMENTS = List.of("%", "%zz", "%0", "%00", "REGISTER%00");
    private static final List<String> QUERIES = List.of("", "?", "?a=b", "?%zz", "?a=%", "?a=%00", "?=&=&", "?a=" + "x".repeat(5_000), "?a='%20OR%201=1--", "?a=%3Cscript%3E",
            "?a[]=1&a[]=2", "?hub.mode=subscribe", "??", "?#");
    /** The container's reader of character sets fails on it, wherever the container answers without asking us. */
    private static final String OPEN_QUOTE = "Content-Type: application/json; charset=\"";
    private static final List<String> HEADERS = List.of("Accept: ;;;", "Accept: text/html", "Accept: */*;q=x", "Accept: " + "a/b,".repeat(500), "Accept-Language: !!", "Accept-Language: en;q=9",
            "Accept-Charset: nothing", "Accept-Encoding: gzip, br;q=z", "Content-Type: ", "Content-Type: json", "Content-Type: ;", "Content-Type: application/json;charset=klingon",
            OPEN_QUOTE, "Content-Type: application/*", "Content-Type: text/plain", "Content-Encoding: gzip", "Cookie: a=b; c; =; \"", "If-Match: *",
            "If-None-Match: \"x\"", "If-Modified-Since: yesterday", "Range: bytes=0-", "Expect: 200-ok", "X-HTTP-Method-Override: DELETE", "X-Forwarded-For: ' OR 1=1", "Forwarded: for=\"_x\"",
            "Origin: null", "Referer: <script>", "User-Agent: ${jndi:ldap://127.0.0.1:9/x}", "X-Long: " + "y".repeat(20_000), "Upgrade: h2c", "Date: never", "$WSRA: 1.2.3.4", "$WSPR: x");

    private final Bench bench;
    private final long seed;
    private final List<JsonObject> documents = documents();
    private final List<String[]> operations;
    private final Packet packet;

    /** @param packet of a birth that is over, for credentials that are genuine and yet late */
    Fuzz(Bench bench, JsonObject openApi, Packet packet, long seed) {
        this.bench = bench;
        this.packet = packet;
        this.seed = seed;
        this.operations = operations(openApi);
    }

    /** Method and path of every operation described, and of the platform's pages, which describe themselves elsewhere. */
    static List<String[]> operations(JsonObject openApi) {
        List<String[]> all = new ArrayList<>();
        openApi.getJsonObject("paths").forEach((path, item) -> item.asJsonObject().keySet().stream()
                .filter(method -> method.matches("get|post|put|patch|delete|head|options")).forEach(method -> all.add(new String[] {method.toUpperCase(), path})));
        PLATFORM.forEach(page -> all.add(new String[] {"GET", page}));
        all.add(new String[] {"GET", "/nothing/{here}"});
        all.add(new String[] {"GET", "/internal/problem"});
        return all;
    }

    private static List<JsonObject> documents() {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/core"))) {
            return files.filter(f -> f.getFileName().toString().matches("(birth|death)-.*(?<!expected)\\.json")).sorted().map(Fuzz::object).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static JsonObject object(Path file) {
        try (JsonReader reader = Json.createReader(Files.newBufferedReader(file))) {
            return reader.readObject();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    Case make(int number) {
        Random random = new Random(seed * 1_000_003 + number);
        Mutator mutator = new Mutator(random);
        int kind = random.nextInt(100);
        if (kind < 40) {
            Wire wire = trigger(random);
            return new Case("trigger", "document", wire.body(mutator.document(parsed(wire.body()))).bytes(), false);
        } else if (kind < 50) {
            Wire wire = trigger(random);
            return new Case("trigger", "bytes", wire.body(mutator.bytes(wire.body())).bytes(), false);
        } else if (kind < 62) {
            return headers(random, trigger(random));
        } else if (kind < 74) {
            byte[] body = mutator.document(bench.mosip().credentials().event(packet)).getBytes(StandardCharsets.UTF_8);
            return new Case("callback", "delivery", delivery(body).bytes(), false);
        } else if (kind < 78) {
            byte[] body = mutator.bytes(bench.mosip().credentials().event(packet).toString().getBytes(StandardCharsets.UTF_8));
            return new Case("callback", "delivery's bytes", delivery(body).bytes(), false);
        } else if (kind < 82) {
            return question(random, mutator);
        }
        return operation(random, mutator);
    }

    /** A genuine document of Core about a new event, with its genuine token. */
    private Wire trigger(Random random) {
        JsonObject sample = documents.get(random.nextInt(documents.size()));
        CoreEvent event = bench.core().fromDocument(fresh(sample));
        JsonObject pending = event.pending().orElseThrow();
        return Wire.of("POST", "/trigger/events/" + event.type() + "/actions/" + pending.getString("type")).header("Content-Type: application/json")
                .header("Authorization: Bearer " + bench.core().token(event).sign()).body(event.document().toString());
    }

    /** The same document with ids of its own; references within it still hold. */
    private static JsonObject fresh(JsonObject sample) {
        String text = sample.toString();
        List<String> ids = new ArrayList<>(List.of(sample.getString("id")));
        JsonArray actions = sample.getJsonArray("actions");
        actions.getValuesAs(JsonObject.class).forEach(action -> ids.addAll(List.of(action.getString("id"), action.getString("transactionId"))));
        for (String id : ids) {
            text = text.replace(id, UUID.randomUUID().toString());
        }
        return parsed(text.getBytes(StandardCharsets.UTF_8));
    }

    private static JsonObject parsed(byte[] text) {
        try (JsonReader reader = Json.createReader(new StringReader(new String(text, StandardCharsets.UTF_8)))) {
            return reader.readObject();
        }
    }

    private Case headers(Random random, Wire wire) {
        int count = 1 + random.nextInt(3);
        StringBuilder what = new StringBuilder("headers");
        for (int i = 0; i < count; i++) {
            String header = HEADERS.get(random.nextInt(HEADERS.size()));
            if (random.nextBoolean()) {
                wire.without(header.substring(0, header.indexOf(':')));
            }
            wire.header(header);
            what.append(' ').append(header, 0, Math.min(40, header.length()));
        }
        return new Case("trigger", what.toString(), wire.bytes(), false);
    }

    private Wire delivery(byte[] body) {
        return Wire.of("POST", "/websub/callback").header("Content-Type: application/json")
                .header("X-Hub-Signature: " + HubDelivery.signature("sha256", bench.hubSecret(), body)).body(body);
    }

    private static Case question(Random random, Mutator mutator) {
        StringBuilder query = new StringBuilder("?");
        for (String name : List.of("hub.mode", "hub.topic", "hub.challenge", "hub.lease_seconds", "hub.reason")) {
            String value = random.nextInt(3) == 0 ? encoded(mutator.odd()) : List.of("subscribe", "denied", "unsubscribe", "x", "1", "%", "%00").get(random.nextInt(7));
            query.append(name).append('=').append(value).append('&');
        }
        return new Case("callback", "question", Wire.of("GET", "/websub/callback" + query).bytes(), false);
    }

    /** Any operation with any method, path, query, headers and body; now and then with a good token. */
    private Case operation(Random random, Mutator mutator) {
        String[] operation = operations.get(random.nextInt(operations.size()));
        boolean broken = random.nextInt(12) == 0;
        List<String> segments = broken ? BROKEN_SEGMENTS : SEGMENTS;
        String path = operation[1];
        while (path.contains("{")) {
            path = path.replaceFirst("\\{[^}]*}", java.util.regex.Matcher.quoteReplacement(segments.get(random.nextInt(segments.size()))));
        }
        if (broken || random.nextInt(5) == 0) {
            String more = "/" + segments.get(random.nextInt(segments.size()));
            // The container fails by itself on a step up from one of the platform's pages.
            path += PLATFORM.contains(operation[1]) && climbs(more) ? "/more" : more;
        }
        Wire wire = Wire.of(random.nextInt(3) == 0 ? METHODS.get(random.nextInt(METHODS.size())) : operation[0], path + QUERIES.get(random.nextInt(QUERIES.size())));
        for (int i = random.nextInt(3); i > 0; i--) {
            String header = HEADERS.get(random.nextInt(HEADERS.size()));
            boolean beforeUs = PLATFORM.contains(operation[1]) || path.contains("%") || path.contains("..");
            if (!beforeUs || !header.equals(OPEN_QUOTE)) {
                wire.header(header);
            }
        }
        if (random.nextInt(3) == 0) {
            wire.header("Authorization: " + List.of("Bearer x.y.z", "Bearer", "Basic eDp5", "Bearer " + "A".repeat(17_000), "\u00ff").get(random.nextInt(5)));
        }
        if (random.nextBoolean()) {
            wire.body(mutator.bytes(mutator.odd().getBytes(StandardCharsets.UTF_8)));
        }
        return new Case(operation[1], "any", wire.bytes(), broken || climbs(path));
    }

    /** More steps up than down: the container refuses those. */
    private static boolean climbs(String path) {
        int depth = 0;
        for (String segment : path.split("/")) {
            String plain = segment.replace("%2e", ".");
            depth += plain.equals("..") ? -1 : plain.isEmpty() || plain.equals(".") ? 0 : 1;
            if (depth < 0) {
                return true;
            }
        }
        return path.contains("..") || path.contains("%2e");
    }

    private static String encoded(String text) {
        return java.net.URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    static JsonObject described(Bench bench) {
        String text = bench.get("/openapi?format=JSON").body();
        JsonValue description = parsed(text.getBytes(StandardCharsets.UTF_8));
        return description.asJsonObject();
    }
}
