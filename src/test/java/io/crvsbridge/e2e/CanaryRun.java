package io.crvsbridge.e2e;

import io.crvsbridge.simulators.AuthManager;
import io.crvsbridge.simulators.Call;
import io.crvsbridge.simulators.CoreAuth;
import io.crvsbridge.simulators.CoreEvent;
import io.crvsbridge.simulators.Credentials;
import io.crvsbridge.simulators.Declaration;
import io.crvsbridge.simulators.Fault;
import io.crvsbridge.simulators.MosipSimulator;
import io.crvsbridge.simulators.Partner;
import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** Leads made-up people through everything that can happen to a birth, with peers that repeat what they were told, and keeps what must not be found. */
final class CanaryRun {

    static final String DATABASE_PASSWORD = "password of the database";

    private static final int PIECE = 32;
    private static final Duration ENOUGH = Duration.ofMinutes(4);

    private final Bench bench;
    private final Canaries canaries = new Canaries();
    private final Map<String, String> secrets = new LinkedHashMap<>();
    private final Random random = new SecureRandom();
    private final List<CoreEvent> toEnd = new ArrayList<>();
    private final List<String> unreadable = new ArrayList<>();
    private final byte[] vaultKey = new byte[32];
    private int people;

    CanaryRun(String name, Store store) {
        bench = Bench.prepared(name, store);
        Path folder = bench.server().dataDir().getParent();
        String password = "p12-" + UUID.randomUUID();
        secrets.put("password of the partner's key", password);
        bench.server().set("DECRYPT_P12_FILE_PATH", Partner.file(password).toString()).set("DECRYPT_P12_FILE_PASSWORD", password);
        bench.server().set("OPENCRVS_CLIENT_ID", CoreAuth.CLIENT_ID).set("OPENCRVS_CLIENT_SECRET", CoreAuth.CLIENT_SECRET);
        bench.server().set("RETENTION_DECLARATION", "1h").options("-Djava.io.tmpdir=" + newFolder(folder.resolve("tmp")));
        bench.server().set("COUNTRY_PACK", pack().toString());
        String database = store.settings().getOrDefault("DB_PASSWORD", "db-" + UUID.randomUUID());
        secrets.put(DATABASE_PASSWORD, database);
        bench.server().set("DB_PASSWORD", database).set("VAULT_KEY_FILE", keyFile().toString());
        secrets.put("hub secret", bench.hubSecret());
        secrets.put("packet client's secret", AuthManager.PACKET_SECRET);
        secrets.put("partner client's secret", AuthManager.PARTNER_SECRET);
        secrets.put("system client's secret", CoreAuth.CLIENT_SECRET);
        bench.mosip().credentials().attributes("VID", "UIN", "PSUT", "birthCertificateNumber");
    }

    /** The shipped pack, which refuses some births, and fails over others with an error that quotes what it could not map. */
    private static Path pack() {
        return PackVariant.of((file, text) -> file.equals("birth.yaml") ? changed(text) : text);
    }

    private static String changed(String birth) {
        String fallible = PackVariant.replaced(birth, "gender: {form: simple, code: gender, value: child.gender}", "gender: {form: simple, value: \"{'male': 'MLE', 'female': 'FLE'}[child.gender]\"}");
        return fallible.replaceFirst("( +)- name: verified-family", "$1- name: refused\n$1  when: child.birthType == 'REFUSED'\n$1  then: refuse\n$1  reason: the country refuses\n\n$0");
    }

    private Path keyFile() {
        try {
            random.nextBytes(vaultKey);
            Path file = Files.createTempFile("vault", ".key");
            file.toFile().deleteOnExit();
            return Files.writeString(file, Base64.getEncoder().encodeToString(vaultKey) + "\n");
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private static Path newFolder(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    Bench bench() {
        return bench;
    }

    /** Starts the server, which logs more than any operator would let it. */
    void start() {
        bench.mosip().faults().on("auth", Fault.answering(500, "application/json", Call::text).once());
        Path overrides = Path.of(System.getProperty("bridge.home", "target/liberty/wlp"), "usr/servers/defaultServer/configDropins/overrides");
        Path trace = newFolder(overrides).resolve("canary-trace.xml");
        try {
            Files.writeString(trace, "<server><logging traceSpecification=\"*=info:io.crvsbridge.*=all\"/></server>");
            bench.server().start();
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        } finally {
            trace.toFile().delete();
        }
        bench.awaitSubscribed();
    }

    /** So many people, a seventh of them each way. */
    void births(int count) {
        for (int i = 0; i < count; i++) {
            CanaryPerson person = person();
            switch (i % 7) {
                case 0 -> toEnd.add(told(person.birth()));
                case 1 -> toEnd.add(told(person.birth().mother("failed")));
                case 2 -> told(i % 2 == 0 ? person.birth().set("child.gender", person.value("words")) : person.birth().set("child.birthType", "REFUSED"));
                case 3 -> refusedByCore(person, i);
                case 4 -> refusedByMosip(person);
                case 5 -> unreadable(person, i);
                default -> withoutAToken(person);
            }
        }
        Await.until("the births that can end have ended", ENOUGH, () -> toEnd.stream().allMatch(e -> bench.core().ledger().acceptedRegisters(e) > 0));
        Await.until("others are parked", ENOUGH, () -> bench.server().log().lines().filter(line -> line.contains("CB122 ")).count() >= 2 * (count / 7));
    }

    /** Credentials with every flaw: they are kept, sealed, and change nothing. */
    void refusedCredentials(int ofEach) {
        for (Credentials.Flaw flaw : Credentials.Flaw.values()) {
            bench.mosip().credentials().flaw(flaw);
            long before = refusals();
            for (int i = 0; i < ofEach && flaw != Credentials.Flaw.NONE; i++) {
                told(person().birth());
            }
            Await.until("credentials that are " + flaw + " are refused", ENOUGH, () -> flaw == Credentials.Flaw.NONE || refusals() - before >= ofEach);
        }
        bench.mosip().credentials().flaw(Credentials.Flaw.NONE);
    }

    private long refusals() {
        return bench.server().log().lines().filter(line -> line.contains("CB230 ")).count();
    }

    /** MOSIP is away: they stay as they came. */
    void birthsInFlight(int count) {
        bench.mosip().down();
        for (int i = 0; i < count; i++) {
            told(person().birth());
        }
    }

    /** Births that the server fails to store; returns the statuses of its answers. */
    List<Integer> birthsThatCannotBeStored(int count) {
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            CoreEvent event = requested(person().birth());
            statuses.add(send(event, event.document().toString()));
        }
        return statuses;
    }

    private CanaryPerson person() {
        CanaryPerson person = new CanaryPerson(people++, random);
        person.values().forEach((what, value) -> canaries.add(what + " of person " + people, value));
        return person;
    }

    private CoreEvent requested(Declaration declaration) {
        CoreEvent event = bench.core().declare(declaration);
        bench.core().request(event, "REGISTER", JsonValue.EMPTY_JSON_OBJECT);
        return event;
    }

    private CoreEvent told(Declaration declaration) {
        CoreEvent event = requested(declaration);
        bench.core().triggerPending(event, token(event));
        return event;
    }

    private int send(CoreEvent event, String body) {
        return bench.send(bench.trigger(event, token(event), body)).statusCode();
    }

    /** The event's token, which is from now on to be found nowhere. */
    private String token(CoreEvent event) {
        String token = bench.core().token(event).sign();
        String[] parts = token.split("\\.");
        canaries.add("header of a record token", parts[0]);
        for (int part = 1; part < parts.length; part++) {
            // The claims that all tokens share are looked for once more with each, which costs nothing.
            for (int at = 0; at + PIECE <= parts[part].length(); at += PIECE) {
                canaries.add("record token of person " + people, parts[part].substring(at, at + PIECE));
            }
        }
        return token;
    }

    private void refusedByCore(CanaryPerson person, int i) {
        CoreEvent event = requested(person.birth());
        int status = List.of(400, 403, 404, 409, 422, 500).get(i / 7 % 6);
        String message = Json.createObjectBuilder().add("error", Json.createObjectBuilder().add("json", Json.createObjectBuilder().add("message", person.sentence()))).build().toString();
        bench.core().faults().on("accept", Fault.answering(status, "application/json", call -> message).when(call -> call.text().contains(event.id())));
        bench.core().triggerPending(event, token(event));
    }

    private void refusedByMosip(CanaryPerson person) {
        CoreEvent event = requested(person.birth());
        String message = Json.createObjectBuilder().addNull("response").add("errors", Json.createArrayBuilder()
                .add(Json.createObjectBuilder().add("errorCode", "KER-PUT-004").add("message", person.sentence()))
                .add(Json.createObjectBuilder().add("errorCode", person.value("national id")).add("message", "x"))
                .add(Json.createObjectBuilder().add("errorCode", person.value("child first name")).add("message", "x"))).build().toString();
        bench.mosip().faults().on("packet", Fault.answering(200, "application/json", call -> message).once().when(call -> call.text().contains(event.id())));
        bench.mosip().faults().on("packet", Fault.answering(500, "text/html", Call::text).once().when(call -> call.text().contains(event.id())));
        bench.mosip().faults().on("workflow", Fault.answering(200, "application/json", call -> Json.createValue(person.sentence()).toString()).once());
        bench.core().triggerPending(event, token(event));
        toEnd.add(event);
    }

    private void unreadable(CanaryPerson person, int i) {
        CoreEvent event = requested(person.birth());
        String document = event.document().toString();
        unreadable.add(event.pendingActionId());
        send(event, switch (i / 7 % 5) {
            case 0 -> document.substring(0, document.length() - 20);
            case 1 -> document.replace("\"Requested\"", "\"" + person.value("mother surname") + "\"");
            case 2 -> document.replace(event.trackingId(), person.value("words"));
            case 3 -> document.replace("\"actions\"", "\"" + person.value("town") + "\"");
            default -> document.replaceFirst("\"createdAt\":\"[^\"]*\"", "\"createdAt\":\"" + person.value("words") + "\"");
        });
        bench.send(bench.trigger(event, bench.core().token(event).issuer(person.value("e-mail")).sign()));
        bench.get("/trigger/events/" + URLEncoder.encode(person.value("child surname"), StandardCharsets.UTF_8) + "/actions/REGISTER?phone=" + person.value("phone").substring(1));
    }

    /** Core no longer takes the token, and its auth service repeats what it refuses. */
    private void withoutAToken(CanaryPerson person) {
        CoreEvent event = requested(person.birth());
        bench.core().faults().on("accept", Fault.answering(401, "application/json", Call::text).when(call -> call.text().contains(event.id())));
        bench.core().faults().on("token", Fault.answering(400, "application/json", Call::text).times(4).when(call -> call.text().contains(event.id())));
        bench.core().triggerPending(event, token(event));
    }

    /** The hub's word about our subscription, with more in it than belongs there. */
    void hubRepeatsTheSecret() {
        String topic = URLEncoder.encode(MosipSimulator.TOPIC, StandardCharsets.UTF_8);
        bench.get("/websub/callback?hub.mode=denied&hub.topic=" + topic + "&hub.reason=wrong+secret+" + bench.hubSecret());
    }

    /** What the server shows to whoever asks, next to what it has written. */
    void keepPages() {
        Path pages = newFolder(bench.server().dataDir().resolveSibling("pages"));
        for (String page : List.of("/metrics", "/openapi", "/health", "/health/ready", "/health/live")) {
            try {
                Files.writeString(pages.resolve(page.replace('/', '_')), bench.get(page).body());
            } catch (IOException unwritable) {
                throw new UncheckedIOException(unwritable);
            }
        }
    }

    /** All that must not be found, now that it is known. */
    Canaries canaries() {
        secrets.forEach(canaries::add);
        canaries.add("vault key", vaultKey).add("vault key", Base64.getEncoder().encodeToString(vaultKey));
        for (String rid : bench.mosip().ledger().packetIds()) {
            canaries.add("VID", bench.mosip().credentials().vid(rid)).add("UIN", bench.mosip().credentials().uin(rid));
        }
        for (String token : bench.mosip().auth().issuedTokens()) {
            canaries.add("MOSIP's token", token.substring(token.lastIndexOf('.') + 1));
        }
        return canaries;
    }

    /** What is kept in clear on purpose. */
    Canaries inClear() {
        Canaries clear = new Canaries();
        toEnd.forEach(event -> clear.add("event id", event.id()));
        unreadable.forEach(action -> clear.add("action id", action));
        return clear;
    }

    int people() {
        return people;
    }
}
