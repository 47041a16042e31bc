package io.crvsbridge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.crvsbridge.opencrvs.Attacker;
import io.crvsbridge.simulators.CoreEvent;
import io.crvsbridge.simulators.CredentialForge;
import io.crvsbridge.simulators.Declaration;
import io.crvsbridge.simulators.Hub.DeliveryAnswer;
import io.crvsbridge.simulators.HubDelivery;
import io.crvsbridge.simulators.MosipSimulator;
import io.crvsbridge.simulators.Packet;
import io.crvsbridge.simulators.TriggerAnswer;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What forgers may bring in the hub's name, and what the hub itself may bring in bad faith: nothing of it changes a record. */
abstract class ForgedDeliveryScenarios extends Scenarios {

    /** An answer at the hub's door needs milliseconds; a build machine may need seconds. */
    private static final Duration AT_ONCE = Duration.ofSeconds(15);
    private static final Duration JUDGED = Duration.ofSeconds(90);
    private static final int TEN_MIB = 10 * 1024 * 1024;
    private static final int DEEP = 10_000;

    private Attacker attacker;

    ForgedDeliveryScenarios(Benches which) {
        super(which);
    }

    @BeforeEach
    void theAttackerListens() {
        attacker = new Attacker("{\"@context\":{\"VID\":\"https://api.collab.mosip.net/mosip#UIN\"},\"publicKeyPem\":\"x\"}");
    }

    @AfterEach
    void nobodyAskedTheAttacker() {
        mosip.credentials().attributes("VID");
        attacker.close();
        assertThat(attacker.connections()).as("connections to the attacker").isZero();
    }

    @Test
    void withoutTheHubsSecretNothingIsTaken() {
        CoreEvent birth = birthWithoutCredential();
        byte[] body = forge(birth).bytes();
        String genuine = signature(body);
        String hex = genuine.substring("sha256=".length());
        Map<String, List<String>> forged = new LinkedHashMap<>();
        forged.put("none", List.of());
        forged.put("empty", List.of(""));
        forged.put("hex alone", List.of(hex));
        forged.put("no hex", List.of("sha256="));
        forged.put("no digits", List.of("sha256=" + "z".repeat(64)));
        forged.put("zeros", List.of("sha256=" + "0".repeat(64)));
        forged.put("one digit less", List.of(genuine.substring(0, genuine.length() - 1)));
        forged.put("one byte less", List.of(genuine.substring(0, genuine.length() - 2)));
        forged.put("one byte of it", List.of("sha256=" + hex.substring(0, 2)));
        forged.put("one byte more", List.of(genuine + "00"));
        forged.put("twice in a row", List.of(genuine + hex));
        forged.put("the last digit another", List.of(HubDelivery.tampered(genuine)));
        forged.put("the first digit another", List.of("sha256=" + (hex.charAt(0) == '0' ? '1' : '0') + hex.substring(1)));
        forged.put("wrong in upper case", List.of(HubDelivery.tampered(genuine).toUpperCase(Locale.ROOT)));
        forged.put("another secret", List.of(HubDelivery.signature("sha256", "another secret", body)));
        forged.put("the topic for a secret", List.of(HubDelivery.signature("sha256", MosipSimulator.TOPIC, body)));
        forged.put("sha1", List.of(HubDelivery.signature("sha1", bench.hubSecret(), body)));
        forged.put("md5", List.of(HubDelivery.signature("md5", bench.hubSecret(), body)));
        forged.put("md5 under the name sha256", List.of("sha256=" + HubDelivery.signature("md5", bench.hubSecret(), body).substring(4)));
        forged.put("sha1 under the name sha256", List.of("sha256=" + HubDelivery.signature("sha1", bench.hubSecret(), body).substring(5)));
        forged.put("sha512 under the name sha256", List.of("sha256=" + HubDelivery.signature("sha512", bench.hubSecret(), body).substring(7)));
        forged.put("sha256 under the name sha512", List.of("sha512=" + hex));
        forged.put("sha224", List.of(HubDelivery.signature("sha224", bench.hubSecret(), body)));
        forged.put("an unknown method", List.of("rot13=" + hex));
        forged.put("sha-256", List.of("sha-256=" + hex));
        forged.put("sha3", List.of("sha3=" + hex));
        forged.put("no method", List.of("=" + hex));
        forged.put("Base64", List.of("sha256=" + Base64.getEncoder().encodeToString(java.util.HexFormat.of().parseHex(hex))));
        forged.put("good and good", List.of(genuine, genuine));
        forged.put("bad and good", List.of(HubDelivery.tampered(genuine), genuine));
        forged.put("good and empty", List.of(genuine, ""));
        forged.put("two in one", List.of(HubDelivery.tampered(genuine) + ", " + genuine));
        forged.put("a megabyte", List.of("sha256=" + "0".repeat(1_000_000)));
        double before = bench.counter("hub_signatures_refused");
        Map<String, Integer> wrong = new TreeMap<>();
        forged.forEach((name, signatures) -> {
            int status = posted(signatures, body);
            if (status != 401 && !(name.equals("a megabyte") && List.of(0, 400, 413, 422, 431).contains(status))) {
                wrong.put(name, status);
            }
        });
        for (byte[] changed : List.of(Arrays.copyOf(body, body.length - 1), Arrays.copyOf(body, body.length + 1), new byte[0], flipped(body))) {
            assertThat(posted(List.of(genuine), changed)).as("another body of " + changed.length).isEqualTo(401);
        }
        assertThat(wrong).as("statuses other than 401").isEmpty();
        assertThat(bench.counter("hub_signatures_refused") - before).isEqualTo(forged.size() - 1 + 4.0, within(1));
        assertNothingHappened(birth);
        bench.store().query("SELECT COUNT(*) FROM hub_delivery WHERE kind = 'CREDENTIAL' AND reference = '" + bench.rid(birth) + "'").ifPresent(rows -> assertThat(rows).isEqualTo("0"));

        assertThat(posted(List.of("SHA256=" + hex.toUpperCase(Locale.ROOT)), body)).as("the right value in capitals is the right value").isEqualTo(202);
        awaitIdentified(birth);
    }

    private static org.assertj.core.data.Offset<Double> within(double much) {
        return org.assertj.core.api.Assertions.within(much);
    }

    private static byte[] flipped(byte[] body) {
        byte[] other = body.clone();
        other[body.length / 2] ^= 1;
        return other;
    }

    @Test
    void whatIsTooLargeIsNotReadToItsEnd() {
        CoreEvent birth = birthWithoutCredential();
        byte[] large = Arrays.copyOf(forge(birth).bytes(), TEN_MIB);
        Arrays.fill(large, TEN_MIB - 1_000, TEN_MIB, (byte) ' ');
        double before = bench.counter("hub_bodies_refused");
        long begun = System.nanoTime();
        assertThat(posted(List.of(signature(large)), large)).isIn(413, 0);
        assertThat(posted(List.of(HubDelivery.tampered(signature(large))), large)).isIn(413, 0);
        assertThat(streamed(signature(large), large)).isIn(413, 0);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(AT_ONCE.multipliedBy(3));
        assertThat(bench.counter("hub_bodies_refused") - before).isEqualTo(3);
        assertNothingHappened(birth);
        mosip.issue(bench.rid(birth));
        awaitIdentified(birth);
    }

    /** Nobody has to know a secret to send bodies, so their memory is bounded all together. */
    @Test
    void manyLargeBodiesOfStrangersDoNotFillTheMemory() {
        CoreEvent birth = birthWithoutCredential();
        byte[] large = new byte[5 * 1024 * 1024];
        List<HttpRequest.Builder> requests = new ArrayList<>();
        for (int i = 0; i < 22; i++) {
            requests.add(bench.request("/websub/callback").header("Content-Type", "application/json").header("X-Hub-Signature", "sha256=" + "0".repeat(64))
                    .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large))));
        }
        assertThat(bench.sendAll(requests)).extracting(HttpResponse::statusCode).allMatch(status -> status == 401 || status == 503).contains(401);
        assertThat(bench.server().isReady()).isTrue();
        assertThat(bench.server().log()).doesNotContain("OutOfMemoryError");
        mosip.issue(bench.rid(birth));
        awaitIdentified(birth);
    }

    /** More than all that may be read of strangers at a time, and none of it comes to an end. */
    @Test
    void largeBodiesThatNeverEndHoldUpNoCredential() throws IOException {
        CoreEvent birth = birthWithoutCredential();
        List<Socket> stalled = new ArrayList<>();
        try {
            for (int i = 0; i < 16; i++) {
                stalled.add(RawHttp.stall(bench.server().base(), "/websub/callback", List.of("X-Hub-Signature: sha256=" + "0".repeat(64)), 5_000_000, 4_900_000));
            }
            mosip.issue(bench.rid(birth));
            awaitIdentified(birth);
            assertThat(bench.server().isReady()).isTrue();
            Await.until("room is short", Bench.SOON.multipliedBy(2), () -> bench.get("/metrics").body().contains("hub_bodies_refused_total{cause=\"NO_ROOM\""));
        } finally {
            for (Socket socket : stalled) {
                socket.close();
            }
        }
    }

    /** More of them than the server has threads. */
    @Test
    void bodiesThatNeverComeHoldUpNoTrigger() throws IOException {
        List<Socket> stalled = new ArrayList<>();
        try {
            for (int i = 0; i < 100; i++) {
                stalled.add(RawHttp.stall(bench.server().base(), "/websub/callback", List.of("X-Hub-Signature: sha256=" + "0".repeat(64)), 5_000, 0));
            }
            Await.until("the readers are taken", Bench.SOON, () -> bench.get("/metrics").body().contains("hub_bodies_refused_total{cause=\"CROWDED\""));
            TriggerAnswer answer = bench.core().register(bench.core().declare(Declaration.birth().mother("failed")));
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.took()).isLessThan(Duration.ofSeconds(5));
        } finally {
            for (Socket socket : stalled) {
                socket.close();
            }
        }
        CoreEvent after = birthWithoutCredential();
        mosip.issue(bench.rid(after));
        awaitIdentified(after);
    }

    @Test
    void noFlawedCredentialUnderTheHubsOwnSignatureChangesARecord() {
        CoreEvent birth = birthWithoutCredential();
        CoreEvent other = birthWithoutCredential();
        mosip.credentials().attributes("VID", "birthCertificateNumber");
        Map<String, Forged> forged = forged(birth, other);
        Map<String, Double> before = refusals();
        Map<String, Double> expected = new TreeMap<>(before);
        forged.forEach((name, one) -> {
            long begun = System.nanoTime();
            assertThat(deliver(one.body()).status()).as(name).isEqualTo(202);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).as(name).isLessThan(AT_ONCE);
            expected.merge(one.cause(), 1.0, Double::sum);
        });
        try {
            Await.until("all are judged", JUDGED, () -> sum(refusals()) - sum(before) >= forged.size());
        } finally {
            assertThat(refusals()).as("refused, by cause").isEqualTo(expected);
        }
        assertNothingHappened(birth);
        assertNothingHappened(other);
        assertThat(bench.server().isReady()).isTrue();
        String log = bench.server().log();
        assertThat(log).doesNotContain(mosip.credentials().vid(bench.rid(birth))).doesNotContain(bench.hubSecret());

        mosip.credentials().attributes("VID");
        mosip.issue(bench.rid(birth));
        mosip.issue(bench.rid(other));
        awaitIdentified(birth);
        awaitIdentified(other);
    }

    private record Forged(String cause, byte[] body) {}

    private Map<String, Forged> forged(CoreEvent birth, CoreEvent other) {
        Map<String, Forged> all = new LinkedHashMap<>();
        signed(all, birth);
        proofs(all, birth);
        contexts(all, birth);
        envelopes(all, birth, other);
        shapes(all, birth);
        vectors(all, birth);
        return all;
    }

    private void signed(Map<String, Forged> all, CoreEvent birth) {
        String invalid = "PROOF_INVALID";
        put(all, "VID", invalid, forge(birth).afterSigning(subject("VID", "9999999999999999")));
        put(all, "VID emptied", invalid, forge(birth).afterSigning(subject("VID", "")));
        put(all, "UIN added", invalid, forge(birth).afterSigning(subject("UIN", "9999999999")));
        put(all, "VID twice in a list", invalid, forge(birth).afterSigning(vc -> {
            JsonObject subject = vc.getJsonObject("credentialSubject");
            return with(vc, "credentialSubject", with(subject, "VID", Json.createArrayBuilder().add(subject.get("VID")).add("1").build()));
        }));
        put(all, "subject", invalid, forge(birth).afterSigning(subject("id", "https://mosip.example/credentials/10021100370000120260302081531")));
        put(all, "issuer", invalid, forge(birth).afterSigning(member("issuer", "https://elsewhere.example/controller.json")));
        put(all, "issued later", invalid, forge(birth).afterSigning(member("issuanceDate", "2099-01-01T00:00:00.000Z")));
        put(all, "issued earlier", invalid, forge(birth).afterSigning(member("issuanceDate", "1999-01-01T00:00:00.000Z")));
        put(all, "an end that nobody signed", invalid, forge(birth).afterSigning(member("expirationDate", "2099-01-01T00:00:00Z")));
        put(all, "type taken away", invalid, forge(birth).afterSigning(vc -> with(vc, "type", Json.createArrayBuilder().add("MOSIPVerifiableCredential").build())));
        put(all, "id", invalid, forge(birth).afterSigning(member("id", "https://elsewhere.example/credentials/" + UUID.randomUUID())));
        put(all, "a stranger's key", invalid, forge(birth).strangersKey());
        put(all, "expired", "EXPIRED", forge(birth).beforeSigning(member("expirationDate", "2020-01-01T00:00:00Z")));
        put(all, "another type, which leaves the rest without meaning", invalid, forge(birth).beforeSigning(vc -> with(vc, "type", Json.createArrayBuilder().add("SomethingElse").build())));
        put(all, "no identifier", "NO_IDENTIFIER", forge(birth).beforeSigning(vc -> with(vc, "credentialSubject",
                Json.createObjectBuilder(vc.getJsonObject("credentialSubject")).remove("VID").build())));
        put(all, "another certificate number, which nobody signed", "CONTRADICTION", forge(birth).afterSigning(subject("birthCertificateNumber", "9999X1234567")));
        put(all, "two certificate numbers", "TWO_NUMBERS", forge(birth).afterSigning(subject("deathCertificateNumber", "9999X1234567")));
    }

    private void proofs(Map<String, Forged> all, CoreEvent birth) {
        String key = attacker.base() + "/key.json";
        put(all, "proof removed", "PROOF_MISSING", forge(birth).afterSigning(vc -> Json.createObjectBuilder(vc).remove("proof").build()));
        put(all, "proof null", "PROOF_MISSING", forge(birth).afterSigning(vc -> with(vc, "proof", JsonValue.NULL)));
        put(all, "two proofs", "PROOF_UNSUPPORTED", forge(birth).afterSigning(vc -> with(vc, "proof", Json.createArrayBuilder().add(vc.get("proof")).add(vc.get("proof")).build())));
        put(all, "proof of another time", "PROOF_INVALID", forge(birth).afterSigning(proof("created", "2020-01-01T00:00:00Z")));
        put(all, "proof for another purpose", "PROOF_UNSUPPORTED", forge(birth).afterSigning(proof("proofPurpose", "authentication")));
        put(all, "proof of another type", "PROOF_UNSUPPORTED", forge(birth).afterSigning(proof("type", "JsonWebSignature2020")));
        put(all, "the attacker's key", "METHOD_NOT_ALLOWED", forge(birth).strangersKey().method(key));
        put(all, "our key's address with a fragment", "METHOD_NOT_ALLOWED", forge(birth).method(mosip.credentials().verificationMethod() + "#1"));
        put(all, "our key's address as a user of the attacker's", "METHOD_NOT_ALLOWED", forge(birth).strangersKey()
                .method(mosip.credentials().verificationMethod().replaceFirst("/\\.well", "@" + attacker.base().getAuthority() + "/.well")));
        put(all, "the attacker's key beside ours", "PROOF_INVALID", forge(birth).strangersKey().afterSigning(vc -> with(vc, "proof",
                with(vc.getJsonObject("proof"), "verificationMethod", Json.createArrayBuilder().add(mosip.credentials().verificationMethod()).add(key).build()))));
        for (String header : List.of("{\"alg\":\"none\",\"b64\":false,\"crit\":[\"b64\"]}", "{\"alg\":\"HS256\",\"b64\":false,\"crit\":[\"b64\"]}",
                "{\"alg\":\"RS256\",\"b64\":false,\"crit\":[\"b64\"]}", "{\"alg\":\"PS256\",\"b64\":true,\"crit\":[\"b64\"]}", "{\"alg\":\"PS256\",\"b64\":false}",
                "{\"alg\":\"PS256\",\"b64\":false,\"crit\":[\"b64\",\"jku\"],\"jku\":\"" + key + "\"}")) {
            put(all, "JWS " + header, "PROOF_UNSUPPORTED", forge(birth).afterSigning(jws(header)));
        }
        put(all, "JWS with the key's address", "PROOF_INVALID", forge(birth).strangersKey()
                .afterSigning(jws("{\"alg\":\"PS256\",\"b64\":false,\"crit\":[\"b64\"],\"jku\":\"" + key + "\",\"x5u\":\"" + key + "\"}")));
        put(all, "JWS without a signature", "PROOF_INVALID", forge(birth).afterSigning(vc -> proof("jws", vc.getJsonObject("proof").getString("jws").replaceFirst("[^.]*$", "")).apply(vc)));
        put(all, "JWS with its payload", "PROOF_INVALID", forge(birth).afterSigning(vc -> proof("jws", vc.getJsonObject("proof").getString("jws").replace("..", ".e30.")).apply(vc)));
        put(all, "JWS padded", "PROOF_INVALID", forge(birth).afterSigning(vc -> proof("jws", vc.getJsonObject("proof").getString("jws") + "==").apply(vc)));
        put(all, "JWS no text", "PROOF_INVALID", forge(birth).afterSigning(vc -> with(vc, "proof", with(vc.getJsonObject("proof"), "jws", JsonValue.TRUE))));
    }

    private void contexts(Map<String, Forged> all, CoreEvent birth) {
        String url = attacker.base() + "/context.json";
        String cause = "CONTEXT_NOT_PINNED";
        put(all, "the attacker's context", cause, forge(birth).afterSigning(context(Json.createValue(url))));
        put(all, "the attacker's context alone", cause, forge(birth).afterSigning(member("@context", url)));
        put(all, "the attacker's context, signed", cause, forge(birth).beforeSigning(context(Json.createValue(url))));
        put(all, "a context that imports the attacker's", cause, forge(birth).afterSigning(context(Json.createObjectBuilder().add("@import", url).build())));
        put(all, "a context that renames", cause, forge(birth).afterSigning(context(Json.createObjectBuilder().add("VID", "https://api.collab.mosip.net/mosip#UIN").build())));
        put(all, "the attacker's context in the subject", cause, forge(birth).afterSigning(subject("@context", url)));
        put(all, "the attacker's context in the proof", cause, forge(birth).afterSigning(proof("@context", url)));
        put(all, "no context", "MALFORMED", forge(birth).afterSigning(vc -> Json.createObjectBuilder(vc).remove("@context").build()));
    }

    private void envelopes(Map<String, Forged> all, CoreEvent birth, CoreEvent other) {
        String rid = bench.rid(birth);
        String strange = rid.substring(0, 10) + "9".repeat(rid.length() - 10);
        put(all, "another's RID in the message", "OTHER_REFERENCE", forge(birth).data(data("registrationId", bench.rid(other))));
        put(all, "own credential for another's record", "OTHER_REFERENCE", forge(birth).data(d -> with(with(d, "registrationId", Json.createValue(bench.rid(other))),
                "crvsRecordRef", Json.createValue(other.id()))));
        put(all, "no RID in the message", "OTHER_REFERENCE", forge(birth).data(d -> Json.createObjectBuilder(d).remove("registrationId").build()));
        put(all, "another's record", "CONTRADICTION", forge(birth).data(data("crvsRecordRef", other.id())));
        put(all, "an adult's own credential", "UNKNOWN_REFERENCE", forge(birth).beforeSigning(subject("id", "https://mosip.example/credentials/" + strange)).data(data("registrationId", strange)));
        put(all, "an adult's own credential for the child", "OTHER_REFERENCE", forge(birth).beforeSigning(subject("id", "https://mosip.example/credentials/" + strange)));
        put(all, "the child's RID behind a mark", "OTHER_REFERENCE", forge(birth).beforeSigning(subject("id", "https://mosip.example/credentials/" + strange + "?/" + rid)));
        put(all, "data share at the attacker's", "SHARE_NOT_ALLOWED", forge(birth).data(d -> Json.createObjectBuilder(d).remove("credential").build())
                .message(text -> text.replace("\"dataShareUri\":null", "\"dataShareUri\":\"" + attacker.base() + "/share\"")));
        put(all, "no credential", "NO_CREDENTIAL", forge(birth).data(d -> Json.createObjectBuilder(d).remove("credential").build()));
        put(all, "a credential that is no text", "NO_CREDENTIAL", forge(birth).data(d -> with(d, "credential", Json.createObjectBuilder().add("VID", "9").build())));
    }

    private void shapes(Map<String, Forged> all, CoreEvent birth) {
        put(all, "not encrypted", "UNDECRYPTABLE", forge(birth).sealed(sealed -> "e30"));
        put(all, "a letter altered", "UNDECRYPTABLE", forge(birth).sealed(sealed -> altered(sealed, sealed.length() / 2)));
        put(all, "the session key altered", "UNDECRYPTABLE", forge(birth).sealed(sealed -> altered(sealed, 100)));
        put(all, "cut off", "UNDECRYPTABLE", forge(birth).sealed(sealed -> sealed.substring(0, sealed.length() / 8 * 4)));
        put(all, "no base64", "UNDECRYPTABLE", forge(birth).sealed(sealed -> "%%%" + sealed));
        put(all, "no JSON", "MALFORMED", forge(birth).text(text -> text.substring(1)));
        put(all, "a list", "MALFORMED", forge(birth).text(text -> "[" + text + "]"));
        put(all, "two credentials", "MALFORMED", forge(birth).text(text -> text + text));
        put(all, "names twice", "MALFORMED", forge(birth).text(text -> text.replaceFirst("\"VID\":", "\"VID\":\"9999999999999999\",\"VID\":")));
        put(all, "deep", "TOO_LARGE", forge(birth).text(text -> text.replaceFirst("\\{", "{\"x\":" + "[".repeat(DEEP) + "]".repeat(DEEP) + ",")));
        put(all, "wide", "TOO_LARGE", forge(birth).text(text -> text.replaceFirst("\\{", "{\"x\":[" + "1,".repeat(100_000) + "1],")));
        put(all, "a huge number", "TOO_LARGE", forge(birth).text(text -> text.replaceFirst("\\{", "{\"x\":1e999999999,")));
        put(all, "message deep", "MALFORMED", forge(birth).message(text -> text.replaceFirst("\\{", "{\"x\":" + "{\"x\":".repeat(DEEP) + "1" + "}".repeat(DEEP) + ",")));
        put(all, "message names twice", "MALFORMED", forge(birth).message(text -> text.replaceFirst("\"registrationId\":", "\"registrationId\":\"1\",\"registrationId\":")));
        put(all, "message with a tail", "MALFORMED", forge(birth).message(text -> text + "{}"));
        byte[] notUtf8 = forge(birth).bytes();
        notUtf8[20] = (byte) 0xC0;
        all.put("message not in UTF-8", new Forged("MALFORMED", notUtf8));
    }

    /** Credentials of another issuer, good and bad, plain and encrypted: his key is not on our list. */
    private void vectors(Map<String, Forged> all, CoreEvent birth) {
        for (String file : List.of("valid-vid.json", "valid-uin.json", "tampered-vid.json", "tampered-subject-id.json", "tampered-issuer.json", "tampered-issuance-date.json",
                "tampered-proof-created.json", "tampered-certificate-number.json", "stranger-key.json", "jws-garbage.json")) {
            put(all, file, "METHOD_NOT_ALLOWED", forge(birth).text(text -> resource(file)));
        }
        for (String file : List.of("encrypted-ver-r2-base64url.txt", "encrypted-ver-r2-base64.txt", "encrypted-old-base64url.txt")) {
            put(all, file, "METHOD_NOT_ALLOWED", forge(birth).sealed(text -> resource(file).strip()));
        }
    }

    @Test
    void aReplayChangesNothing() {
        CoreEvent birth = birthWithoutCredential();
        byte[] genuine = forge(birth).bytes();
        assertThat(deliver(genuine).status()).isEqualTo(202);
        awaitIdentified(birth);
        String nid = bench.childNid(birth).orElseThrow();
        CoreEvent later = birthWithoutCredential();
        Map<String, Double> before = refusals();
        double taken = bench.counter("credentials_taken");

        assertThat(deliver(genuine).status()).isEqualTo(202);
        assertThat(mosip.hub().deliver(bench.callback(), MosipSimulator.TOPIC, genuine, HubDelivery.signature("sha512", bench.hubSecret(), genuine)).status()).isEqualTo(202);
        String text = new String(genuine, StandardCharsets.UTF_8);
        String id = Json.createReader(new ByteArrayInputStream(genuine)).readObject().getJsonObject("event").getString("id");
        assertThat(deliver(text.replace(id, UUID.randomUUID().toString()).getBytes(StandardCharsets.UTF_8)).status()).as("under another event id").isEqualTo(202);
        byte[] forLater = text.replace(bench.rid(birth), bench.rid(later)).replace(birth.id(), later.id()).getBytes(StandardCharsets.UTF_8);
        assertThat(deliver(forLater).status()).as("for another birth, under the old event id").isEqualTo(202);
        assertThat(deliver(forge(birth).beforeSigning(subject("VID", "7777777777777777")).bytes()).status()).as("MOSIP changes its mind").isEqualTo(202);

        Await.until("all are judged", JUDGED, () -> sum(refusals()) - sum(before) >= 1 && bench.counter("credentials_taken") - taken >= 2);
        assertThat(refusals().getOrDefault("OTHER_REFERENCE", 0.0) - before.getOrDefault("OTHER_REFERENCE", 0.0)).isEqualTo(1);
        assertThat(core.ledger().acceptCalls(birth)).isEqualTo(1);
        assertThat(bench.childNid(birth)).contains(nid);
        assertNothingHappened(later);
        mosip.issue(bench.rid(later));
        awaitIdentified(later);
    }

    /** MOSIP changes its key right after somebody's bad credential made us fetch the old one. */
    @Test
    void aForgeryBeforeAChangeOfKeysCostsNoGenuineCredential() {
        CoreEvent birth = birthWithoutCredential();
        double before = sum(refusals());
        assertThat(deliver(forge(birth).strangersKey().bytes()).status()).isEqualTo(202);
        Await.until("it is refused", JUDGED, () -> sum(refusals()) > before);
        mosip.credentials().rotateSigningKey();
        mosip.issue(bench.rid(birth));
        awaitIdentified(birth);
        assertThat(sum(refusals())).isEqualTo(before + 1);
    }

    private static String resource(String file) {
        try (InputStream in = ForgedDeliveryScenarios.class.getResourceAsStream("/mosip/vectors/" + file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    private static void put(Map<String, Forged> all, String name, String cause, CredentialForge forge) {
        assertThat(all.put(name, new Forged(cause, forge.bytes()))).as("names are used once").isNull();
    }

    private static String altered(String text, int at) {
        return text.substring(0, at) + (text.charAt(at) == 'A' ? 'B' : 'A') + text.substring(at + 1);
    }

    private static UnaryOperator<JsonObject> member(String name, String value) {
        return vc -> with(vc, name, Json.createValue(value));
    }

    private static UnaryOperator<JsonObject> subject(String name, String value) {
        return vc -> with(vc, "credentialSubject", with(vc.getJsonObject("credentialSubject"), name, Json.createValue(value)));
    }

    private static UnaryOperator<JsonObject> proof(String name, String value) {
        return vc -> with(vc, "proof", with(vc.getJsonObject("proof"), name, Json.createValue(value)));
    }

    private static UnaryOperator<JsonObject> jws(String header) {
        String encoded = Base64.getUrlEncoder().withoutPadding().encodeToString(header.getBytes(StandardCharsets.UTF_8));
        return vc -> proof("jws", encoded + vc.getJsonObject("proof").getString("jws").replaceFirst("^[^.]*", "")).apply(vc);
    }

    private static UnaryOperator<JsonObject> context(JsonValue more) {
        return vc -> {
            JsonArrayBuilder contexts = Json.createArrayBuilder(vc.getJsonArray("@context"));
            return with(vc, "@context", contexts.add(more).build());
        };
    }

    private static UnaryOperator<JsonObject> data(String name, String value) {
        return data -> with(data, name, Json.createValue(value));
    }

    private static JsonObject with(JsonObject object, String name, JsonValue value) {
        JsonObjectBuilder builder = Json.createObjectBuilder(object);
        return builder.add(name, value).build();
    }

    /** Refused credentials by cause. */
    private Map<String, Double> refusals() {
        Map<String, Double> causes = new TreeMap<>();
        bench.get("/metrics").body().lines().filter(line -> line.startsWith("credentials_refused_total{")).forEach(line -> {
            String cause = line.replaceFirst(".*cause=\"([A-Z_]+)\".*", "$1");
            causes.merge(cause, Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)), Double::sum);
        });
        return causes;
    }

    private static double sum(Map<String, Double> causes) {
        return causes.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    private CredentialForge forge(CoreEvent birth) {
        Packet packet = mosip.ledger().packet(bench.rid(birth)).orElseThrow();
        return mosip.credentials().forge(packet);
    }

    private CoreEvent birthWithoutCredential() {
        mosip.hub().mischief().lose(1);
        CoreEvent birth = heldBirth();
        awaitLostCredential(birth);
        return birth;
    }

    private DeliveryAnswer deliver(byte[] body) {
        return mosip.hub().deliver(bench.callback(), MosipSimulator.TOPIC, body, signature(body));
    }

    private String signature(byte[] body) {
        return HubDelivery.signature("sha256", bench.hubSecret(), body);
    }

    /** The status of a delivery with these signatures; 0 when the server hung up on it. */
    private int posted(List<String> signatures, byte[] body) {
        return RawHttp.status(RawHttp.post(bench.server().base(), "/websub/callback", signatures.stream().map(s -> "X-Hub-Signature: " + s).toList(), body));
    }

    /** Of a length that is not announced. */
    private int streamed(String signature, byte[] body) {
        return bench.send(bench.request("/websub/callback").header("Content-Type", "application/json").header("X-Hub-Signature", signature)
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))).statusCode();
    }

    private void assertNothingHappened(CoreEvent birth) {
        assertThat(core.ledger().acceptCalls(birth)).isZero();
        assertThat(core.ledger().acceptedRegisters(birth)).isZero();
        assertThat(bench.childNid(birth)).isEmpty();
        assertThat(birth.pending()).isPresent();
        bench.store().query("SELECT state FROM pending_action WHERE action_id = '" + birth.pendingActionId() + "'").ifPresent(state -> assertThat(state).isEqualTo("SUBMITTED"));
    }
}
