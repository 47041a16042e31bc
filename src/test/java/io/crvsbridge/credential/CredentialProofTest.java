package io.crvsbridge.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.crvsbridge.credential.CredentialRefused.Cause;
import io.crvsbridge.credential.CredentialVectors.Fetches;
import io.crvsbridge.credential.CredentialVectors.SettableClock;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;

/** What a forger may try. */
@Timeout(20)
class CredentialProofTest {

    private static final String VID = "4092836150927345";

    private final Fetches keyServer = Fetches.ofIssuer();
    private final SettableClock clock = new SettableClock();
    private final CredentialProof proof = CredentialVectors.proof(keyServer, clock);
    private final JsonObject valid = CredentialVectors.credential("valid-vid.json");

    @Test
    void attackersContextIsRefusedBeforeAnythingIsFetched() {
        JsonObject vc = with(valid, "@context", Json.createArrayBuilder(valid.getJsonArray("@context"))
                .add("https://attacker.example/context.json").build());

        assertRefused(vc, Cause.CONTEXT_NOT_PINNED);
        assertUncheckedRefused(vc, Cause.CONTEXT_NOT_PINNED);
        assertThat(keyServer.count()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{\"VID\":\"https://api.collab.mosip.net/mosip#UIN\"}",
        "{\"sec\":\"https://w3id.org/security#\",\"VID\":\"https://api.collab.mosip.net/mosip#UIN\"}",
        "{\"sec\":\"https://attacker.example/#\"}",
        "{\"sec\":{\"@id\":\"https://w3id.org/security#\"}}",
        "{\"@vocab\":\"https://api.collab.mosip.net/mosip#\"}",
        "{}",
        "null",
        "7",
        "[\"https://www.w3.org/2018/credentials/v1\"]"})
    void inlineContextThatCouldRenameTermsIsRefused(String entry) {
        JsonValue inline = CredentialVectors.json("[" + entry + "]").asJsonArray().get(0);
        JsonObject vc = with(valid, "@context",
                Json.createArrayBuilder(valid.getJsonArray("@context")).add(inline).build());

        assertRefused(vc, Cause.CONTEXT_NOT_PINNED);
        assertUncheckedRefused(vc, Cause.CONTEXT_NOT_PINNED);
    }

    @Test
    void sameContextOverAndOverIsRefused() {
        JsonArrayBuilder contexts = Json.createArrayBuilder(valid.getJsonArray("@context"));
        for (int i = 0; i < 100; i++) {
            contexts.add("https://www.w3.org/2018/credentials/v1");
        }

        assertRefused(with(valid, "@context", contexts.build()), Cause.TOO_LARGE);
    }

    @Test
    void contextWithinTheSubjectIsRefused() {
        JsonObject scoped = Json.createObjectBuilder().add("birthCertificateNumber", "mosip:UIN").build();

        assertRefused(withSubject("@context", scoped), Cause.CONTEXT_NOT_PINNED);
        assertUncheckedRefused(withSubject("@context", scoped), Cause.CONTEXT_NOT_PINNED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"@id", "@type", "@graph", "@included", "@reverse", "@nest", "@set", "@list", "@value"})
    void keywordsInTheSubjectAreRefused(String keyword) {
        assertRefused(withSubject(keyword, Json.createValue("x")), Cause.MALFORMED);
        assertRefused(with(valid, keyword, Json.createValue("x")), Cause.MALFORMED);
    }

    @Test
    void secondNameForTheIdIsRefused() {
        assertRefused(withSubject("uid", Json.createValue("https://mosip.example/credentials/1")), Cause.MALFORMED);
    }

    @Test
    void termUnderAnotherNameKeepsItsSignedMeaning() throws CredentialRefused {
        JsonObject subject = Json.createObjectBuilder(valid.getJsonObject("credentialSubject"))
                .remove("VID").add("mosip:VID", VID).build();

        SignedCredential read = proof.verify(with(valid, "credentialSubject", subject));

        assertThat(read.claims()).containsEntry("VID", VID);
    }

    @Test
    void valueMovedUnderAnUndefinedNameBreaksTheProof() {
        JsonObject subject = Json.createObjectBuilder(valid.getJsonObject("credentialSubject"))
                .remove("VID").add("UINumber", VID).build();

        assertRefused(with(valid, "credentialSubject", subject), Cause.PROOF_INVALID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"uin", "PSUT", "nationalId", "credentialSubject2", ":UIN", "UIN "})
    void undefinedTermsAreNeverClaims(String name) throws CredentialRefused {
        SignedCredential read = proof.verify(withSubject(name, Json.createValue("1111111111")));

        assertThat(read.claims()).containsOnlyKeys("VID", "vcVer");
        assertThat(read.unsignedTerms()).containsExactlyInAnyOrder(name, "birthCertificateNumber");
        assertThat(read.unbelievedText(name)).contains("1111111111");
    }

    @Test
    void unsignedStructureIsTextToo() throws CredentialRefused {
        SignedCredential read = proof.verify(withSubject("birthCertificateNumber", Json.createArrayBuilder().add("9").build()));

        assertThat(read.unbelievedText("birthCertificateNumber")).contains("[\"9\"]");
    }

    @Test
    void absentValueIsNoTerm() throws CredentialRefused {
        assertThat(proof.verify(withSubject("birthCertificateNumber", JsonValue.NULL)).unsignedTerms()).isEmpty();
    }

    @Test
    void aMemberMoreThatIsDefinedBreaksTheProof() {
        assertRefused(withSubject("UIN", Json.createValue("1111111111")), Cause.PROOF_INVALID);
    }

    @Test
    void twoSubjectsAreRefused() {
        JsonObject other = with(valid.getJsonObject("credentialSubject"), "id", Json.createValue("https://mosip.example/credentials/1"));
        JsonValue both = Json.createArrayBuilder().add(valid.get("credentialSubject")).add(other).build();

        assertUncheckedRefused(with(valid, "credentialSubject", both), Cause.MALFORMED);
        assertRefused(with(valid, "credentialSubject", both), Cause.PROOF_INVALID);
    }

    @Test
    void oneSubjectInAnArrayIsTheSameCredential() throws CredentialRefused {
        JsonValue alone = Json.createArrayBuilder().add(valid.get("credentialSubject")).build();

        assertThat(proof.verify(with(valid, "credentialSubject", alone)).claim("VID")).contains(VID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10021100370000120260302081531", "_:b0", "https://x/a b", "https://x/> <urn:p> <urn:o"})
    void subjectWithoutAProperIdIsRefused(String id) {
        assertUncheckedRefused(withSubject("id", Json.createValue(id)), Cause.MALFORMED);
    }

    @Test
    void ambiguousClaimIsLeftOut() throws CredentialRefused {
        JsonValue two = Json.createArrayBuilder().add(VID).add("1").build();

        assertThat(proof.unchecked(withSubject("VID", two)).claims()).containsOnlyKeys("vcVer");
        assertThat(proof.unchecked(withSubject("https://other.example/VID", Json.createValue("1"))).claims())
                .containsOnlyKeys("vcVer");
    }

    @Test
    void halfACharacterDoesNotPassForAQuestionMark() throws CredentialRefused {
        JsonObject vc = withSubject("vcVer", Json.createValue("\ud800"));

        assertRefused(vc, Cause.MALFORMED);
    }

    @Test
    void methodNotOnTheListIsRefusedWithoutAFetch() {
        assertRefused(withProof("verificationMethod", "https://attacker.example/key.json"), Cause.METHOD_NOT_ALLOWED);
        assertRefused(withProof("verificationMethod", CredentialVectors.METHOD.toUpperCase(Locale.ROOT)),
                Cause.METHOD_NOT_ALLOWED);
        assertThat(keyServer.count()).isZero();
    }

    @Test
    void proofMustBeThereAlone() {
        JsonObject one = valid.getJsonObject("proof");

        assertRefused(Json.createObjectBuilder(valid).remove("proof").build(), Cause.PROOF_MISSING);
        assertRefused(with(valid, "proof", Json.createArrayBuilder().build()), Cause.PROOF_MISSING);
        assertRefused(with(valid, "proof", Json.createValue("good")), Cause.PROOF_MISSING);
        assertRefused(with(valid, "proof", Json.createArrayBuilder().add(one).add(one).build()), Cause.PROOF_UNSUPPORTED);
        assertThat(keyServer.count()).isZero();
    }

    @Test
    void onlyProofInAnArrayIsAccepted() throws CredentialRefused {
        JsonValue alone = Json.createArrayBuilder().add(valid.get("proof")).build();

        assertThat(proof.verify(with(valid, "proof", alone)).claim("VID")).contains(VID);
    }

    @Test
    void otherKindsOfProofAreRefused() {
        assertRefused(withProof("type", "Ed25519Signature2020"), Cause.PROOF_UNSUPPORTED);
        assertRefused(withProof("proofPurpose", "authentication"), Cause.PROOF_UNSUPPORTED);
        assertThat(keyServer.count()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{\"alg\":\"none\",\"b64\":false,\"crit\":[\"b64\"]}",
        "{\"alg\":\"HS256\",\"b64\":false,\"crit\":[\"b64\"]}",
        "{\"alg\":\"RS256\",\"b64\":false,\"crit\":[\"b64\"]}",
        "{\"alg\":\"ps256\",\"b64\":false,\"crit\":[\"b64\"]}",
        "{\"alg\":[\"PS256\"],\"b64\":false,\"crit\":[\"b64\"]}",
        "{\"alg\":\"PS256\",\"b64\":true,\"crit\":[\"b64\"]}",
        "{\"alg\":\"PS256\",\"b64\":\"false\",\"crit\":[\"b64\"]}",
        "{\"alg\":\"PS256\",\"crit\":[\"b64\"]}",
        "{\"alg\":\"PS256\",\"b64\":false}",
        "{\"alg\":\"PS256\",\"b64\":false,\"crit\":[]}",
        "{\"alg\":\"PS256\",\"b64\":false,\"crit\":\"b64\"}",
        "{\"alg\":\"PS256\",\"b64\":false,\"crit\":[\"b64\",\"exp\"]}",
        "{\"alg\":\"PS256\",\"b64\":false,\"crit\":[\"exp\"]}",
        "{}"})
    void otherHeadersAreRefusedWithoutAFetch(String header) {
        assertRefused(withHeader(header), Cause.PROOF_UNSUPPORTED);
        assertThat(keyServer.count()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a.b.c", "e30.e30.AAAA", "e30..AAAA.", "%%..AAAA", "bm90IGpzb24..AAAA",
        "eyJhbGciOiJQUzI1NiIsImFsZyI6IlBTMjU2In0..AAAA"})
    void garbageInPlaceOfAJwsIsRefused(String jws) {
        CredentialRefused refusal = refusalOf(withProof("jws", jws));

        assertThat(refusal.reason()).isEqualTo(Cause.PROOF_INVALID);
        assertThat(keyServer.count()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AAAA", "%"})
    void garbageInPlaceOfASignatureIsRefused(String signature) {
        String jws = valid.getJsonObject("proof").getString("jws");

        assertRefused(withProof("jws", jws.substring(0, jws.lastIndexOf('.') + 1) + signature), Cause.PROOF_INVALID);
    }

    @Test
    void anotherHeaderWithTheSameSenseBreaksTheSignature() {
        assertRefused(withHeader("{\"alg\":\"PS256\",\"b64\":false,\"crit\":[\"b64\"]}"), Cause.PROOF_INVALID);
    }

    @Test
    void endlessHeaderIsRefused() {
        assertRefused(withProof("jws", "A".repeat(1_000_000) + "..AAAA"), Cause.PROOF_INVALID);
    }

    @Test
    void rotatedKeyIsPickedUp() throws CredentialRefused {
        keyServer.nowAnswers(strangersKey());
        assertRefused(valid, Cause.PROOF_INVALID);
        keyServer.nowAnswers(CredentialVectors.text("public-key.json"));
        clock.moveBySeconds(61);

        assertThat(proof.verify(valid).claim("VID")).contains(VID);
        assertThat(proof.verify(valid).claim("VID")).contains(VID);
        assertThat(keyServer.count()).isEqualTo(2);
    }

    /** MOSIP changed its key right after we had fetched the old one for somebody else's bad credential. */
    @Test
    void aGenuineCredentialOfANewKeyIsNeverRefusedForGood() throws CredentialRefused {
        keyServer.nowAnswers(strangersKey());
        assertRefused(valid, Cause.PROOF_INVALID);
        keyServer.nowAnswers(CredentialVectors.text("public-key.json"));
        clock.moveBySeconds(1);

        assertThat(refusalOf(valid).retryable()).isTrue();
        clock.moveBySeconds(5);
        assertThat(proof.verify(valid).claim("VID")).contains(VID);
    }

    /** However many bad ones wait, one fetch after they came judges them all. */
    @Test
    void oneFetchJudgesAllThatCameBeforeIt() throws CredentialRefused {
        proof.verify(valid);
        clock.moveBySeconds(1);
        Instant arrived = clock.instant();
        JsonObject tampered = CredentialVectors.credential("tampered-vid.json");
        assertThat(refusalOf(tampered).retryable()).isTrue();
        clock.moveBySeconds(5);
        for (int i = 0; i < 20; i++) {
            assertThat(catchThrowableOfType(CredentialRefused.class, () -> proof.verify(tampered, arrived)).reason()).isEqualTo(Cause.PROOF_INVALID);
            clock.moveBySeconds(1);
        }
        assertThat(keyServer.count()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"=", "==", "A", "\n"})
    void anotherSpellingOfTheSameSignatureIsRefused(String tail) {
        assertRefused(withProof("jws", valid.getJsonObject("proof").getString("jws") + tail), Cause.PROOF_INVALID);
    }

    /** The last letter of 256 bytes holds four bits that mean nothing. */
    @Test
    void strayBitsBehindTheSignatureAreRefused() {
        String jws = valid.getJsonObject("proof").getString("jws");
        String stray = jws.substring(0, jws.length() - 1) + (char) (jws.charAt(jws.length() - 1) + 1);

        assertThat(Base64.getUrlDecoder().decode(stray.substring(stray.lastIndexOf('.') + 1)))
                .isEqualTo(Base64.getUrlDecoder().decode(jws.substring(jws.lastIndexOf('.') + 1)));
        assertRefused(withProof("jws", stray), Cause.PROOF_INVALID);
    }

    @Test
    void withoutAKeyTheVerdictCanWait() {
        keyServer.nowAnswers(null);

        CredentialRefused refusal = refusalOf(valid);

        assertThat(refusal.reason()).isEqualTo(Cause.KEY_UNAVAILABLE);
        assertThat(refusal.retryable()).isTrue();
    }

    @Test
    void badSignatureIsNotFinalWhileTheNewKeyCannotBeHad() throws CredentialRefused {
        proof.verify(valid);
        keyServer.nowAnswers("<html>maintenance</html>");
        clock.moveBySeconds(61);

        assertThat(refusalOf(CredentialVectors.credential("tampered-vid.json")).retryable()).isTrue();
        assertThat(proof.verify(valid).claim("VID")).contains(VID);
    }

    @Test
    void deepDocumentIsRefused() {
        JsonObject deep = Json.createObjectBuilder().add("city", "x").build();
        for (int level = 0; level < 10_000; level++) {
            deep = Json.createObjectBuilder().add("city", deep).build();
        }

        assertRefused(withSubject("city", deep), Cause.TOO_LARGE);
    }

    @Test
    void wideDocumentIsRefused() {
        JsonArrayBuilder wide = Json.createArrayBuilder();
        for (int i = 0; i < 100_000; i++) {
            wide.add(i);
        }

        assertRefused(withSubject("city", wide.build()), Cause.TOO_LARGE);
    }

    @Test
    void astronomicalNumberIsRefused() {
        JsonValue number = CredentialVectors.json("[1e999999999]").asJsonArray().get(0);

        assertRefused(withSubject("VID", number), Cause.TOO_LARGE);
    }

    /** Nodes without names that all look alike make canonicalisation try their permutations. */
    @Test
    void poisonOfBlankNodesIsRefused() {
        int nodes = 40;
        JsonArrayBuilder clique = Json.createArrayBuilder();
        for (int from = 0; from < nodes; from++) {
            JsonArrayBuilder others = Json.createArrayBuilder();
            for (int to = 0; to < nodes; to++) {
                if (to != from) {
                    others.add(Json.createObjectBuilder().add("id", "_:n" + to));
                }
            }
            clique.add(Json.createObjectBuilder().add("id", "_:n" + from).add("schema:knows", others));
        }
        long begun = System.nanoTime();

        assertRefused(withSubject("schema:knows", clique.build()), Cause.TOO_LARGE);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
    }

    /** The same name in three scripts gives nodes that look alike without any malice. */
    @Test
    void equalTextsInSeveralLanguagesAreNoPoison() {
        JsonObjectBuilder subject = Json.createObjectBuilder(valid.getJsonObject("credentialSubject"));
        for (String term : List.of("fullName", "gender", "city", "province", "region", "residenceStatus", "addressLine1",
                "addressLine2", "addressLine3", "permanentAddress")) {
            JsonArrayBuilder languages = Json.createArrayBuilder();
            for (String language : List.of("eng", "fra", "ara", "spa")) {
                languages.add(Json.createObjectBuilder().add("language", language).add("value", "Nadia"));
            }
            subject.add(term, languages);
        }

        assertRefused(with(valid, "credentialSubject", subject.build()), Cause.PROOF_INVALID);
    }

    @Test
    void threadsDoNotDisturbEachOther() throws Exception {
        JsonObject tampered = CredentialVectors.credential("tampered-vid.json");
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Boolean>> calls = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                calls.add(i % 2 == 0
                        ? () -> proof.verify(valid).claims().containsValue(VID)
                        : () -> refusalOf(tampered).reason() == Cause.PROOF_INVALID);
            }
            for (Future<Boolean> each : threads.invokeAll(calls)) {
                assertThat(each.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(keyServer.count()).isEqualTo(1);
    }

    @Test
    void poisonOfLongTextIsRefused() {
        JsonArrayBuilder twins = Json.createArrayBuilder();
        for (int i = 0; i < 300; i++) {
            twins.add(Json.createObjectBuilder().add("id", "_:n" + i).add("schema:name", "x".repeat(5_000))
                    .add("schema:knows", Json.createObjectBuilder().add("id", "_:n" + (i + 1) % 300)));
        }
        long begun = System.nanoTime();

        assertRefused(withSubject("schema:knows", twins.build()), Cause.TOO_LARGE);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void nothingPersonalIsPrinted() throws CredentialRefused {
        assertThat(proof.verify(valid).toString()).doesNotContain(VID).doesNotContain("2026B0000001")
                .doesNotContain("10021100370000120260302081531");
        assertThat(refusalOf(CredentialVectors.credential("tampered-vid.json"))).hasMessageNotContaining("VID");
    }

    @Test
    void nothingOfTheDocumentIsLogged() throws CredentialRefused {
        List<String> logged = new CopyOnWriteArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                logged.add(entry.getMessage());
            }

            @Override
            public void flush() {
                // Nothing is kept back.
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        };
        Logger library = Logger.getLogger("com.apicatalog");
        library.addHandler(handler);
        try {
            assertUncheckedRefused(withSubject("id", Json.createValue("10021100370000120260302081531")), Cause.MALFORMED);
            proof.unchecked(withSubject("lang", Json.createValue("not a language")));
        } catch (CredentialRefused refused) {
            assertThat(refused.reason()).isEqualTo(Cause.MALFORMED);
        } finally {
            library.removeHandler(handler);
        }
        assertThat(logged).isEmpty();
    }

    /** Whatever is changed: the credential is refused, or it claims what was signed. */
    @Test
    void mutationNeverChangesWhatIsClaimed() {
        Random random = new Random(20261121);
        Map<String, String> signed = Map.of("VID", VID, "vcVer", "VC-V1");
        String text = valid.toString();
        int believed = 0;
        for (int i = 0; i < 1_500; i++) {
            try {
                SignedCredential read = proof.verify(CredentialJson.read(Mutations.of(text, random)));
                assertThat(read.claims()).isEqualTo(signed);
                assertThat(read.reference()).isEqualTo("10021100370000120260302081531");
                believed++;
            } catch (CredentialRefused refused) {
                assertThat(refused).hasMessageNotContaining(VID);
            }
        }
        assertThat(believed).isBetween(1, 1_000);
    }

    private void assertRefused(JsonObject vc, Cause expected) {
        assertThat(refusalOf(vc).reason()).isEqualTo(expected);
    }

    private CredentialRefused refusalOf(JsonObject vc) {
        CredentialRefused refusal = catchThrowableOfType(CredentialRefused.class, () -> proof.verify(vc));
        assertThat(refusal).as("refusal").isNotNull();
        return refusal;
    }

    private void assertUncheckedRefused(JsonObject vc, Cause expected) {
        CredentialRefused refusal = catchThrowableOfType(CredentialRefused.class, () -> proof.unchecked(vc));
        assertThat(refusal).as("refusal").isNotNull();
        assertThat(refusal.reason()).isEqualTo(expected);
    }

    private JsonObject withSubject(String member, JsonValue value) {
        return with(valid, "credentialSubject", with(valid.getJsonObject("credentialSubject"), member, value));
    }

    private JsonObject withProof(String member, String value) {
        return with(valid, "proof", with(valid.getJsonObject("proof"), member, Json.createValue(value)));
    }

    private JsonObject withHeader(String header) {
        String jws = valid.getJsonObject("proof").getString("jws");
        String encoded = Base64.getUrlEncoder().withoutPadding().encodeToString(header.getBytes(StandardCharsets.UTF_8));
        return withProof("jws", encoded + jws.substring(jws.indexOf('.')));
    }

    private static JsonObject with(JsonObject object, String member, JsonValue value) {
        JsonObjectBuilder builder = Json.createObjectBuilder(object);
        return builder.add(member, value).build();
    }

    private static String strangersKey() {
        return CredentialVectors.text("partner.crt");
    }
}
