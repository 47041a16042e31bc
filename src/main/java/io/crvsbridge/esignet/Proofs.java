package io.crvsbridge.esignet;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEObject;
import io.crvsbridge.esignet.Providers.Provider;
import io.crvsbridge.esignet.Untrusted.Cause;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What an ID token and userinfo prove: who signed them, about whom, for whom, when (OpenID Connect Core 1.0, sections 3.1.3.7 and 5.3.2; MOSIP contract, section 7). */
@Singleton
class Proofs {

    static final long TOLERANCE_SECONDS = 60;
    private static final int PARTS_OF_A_JWE = 5;
    private static final Set<JWEAlgorithm> KEY_WAYS = Set.of(JWEAlgorithm.RSA_OAEP_256, JWEAlgorithm.RSA_OAEP_384, JWEAlgorithm.RSA_OAEP_512, JWEAlgorithm.parse("RSA-OAEP"), JWEAlgorithm.ECDH_ES,
            JWEAlgorithm.ECDH_ES_A128KW, JWEAlgorithm.ECDH_ES_A192KW, JWEAlgorithm.ECDH_ES_A256KW);
    private static final Set<EncryptionMethod> CONTENT_WAYS = Set.of(EncryptionMethod.A128GCM, EncryptionMethod.A192GCM, EncryptionMethod.A256GCM, EncryptionMethod.A128CBC_HS256,
            EncryptionMethod.A192CBC_HS384, EncryptionMethod.A256CBC_HS512);

    private final SigningKeys keys;
    private final List<ClientKey> decrypting;
    private final List<String> signers;
    private final Set<String> demanded;
    private final Clock clock;

    @Inject
    Proofs(SigningKeys keys, EsignetSettings settings, Clock clock) {
        this(keys, settings.find(EsignetSettings.ENCRYPTION_KEY).map(ClientKey::decrypting).orElse(List.of()), settings.find(EsignetSettings.SIGNERS).orElse(List.of()),
                settings.get(EsignetSettings.DEMANDED), clock);
    }

    /**
     * @param signers  issuers of userinfo; empty for eSignet's own
     * @param demanded which of {@code iss} and {@code aud} userinfo must carry
     */
    Proofs(SigningKeys keys, List<ClientKey> decrypting, List<String> signers, Set<String> demanded, Clock clock) {
        this.keys = keys;
        this.decrypting = decrypting;
        this.signers = signers;
        this.demanded = demanded;
        this.clock = clock;
    }

    /** The subject of an ID token. @throws Untrusted when it proves nothing */
    String idToken(String text, Provider provider, Login login) {
        JsonObject claims = keys.proved(CompactJws.read(text));
        expect(text(claims, "iss").filter(provider.issuer()::equals).isPresent(), Cause.ISSUER);
        expect(isFor(claims, login.clientId()) && text(claims, "azp").map(login.clientId()::equals).orElse(true), Cause.AUDIENCE);
        expect(claims.containsKey("exp") && inTime(claims), Cause.TIME);
        expect(login.nonce().isEmpty() || login.nonce().equals(text(claims, "nonce")), Cause.NONCE);
        return text(claims, "sub").orElseThrow(() -> new Untrusted(Cause.SUBJECT));
    }

    /** @param body as the userinfo endpoint sent it @throws Untrusted when it proves nothing */
    Userinfo userinfo(String body, Provider provider, Login login) {
        CompactJws jws = CompactJws.read(opened(body.strip()));
        JsonObject claims = keys.proved(jws);
        boolean bySigner = text(claims, "iss").map(iss -> signers.isEmpty() ? iss.equals(provider.issuer()) : signers.contains(iss)).orElse(!claims.containsKey("iss") && !demanded.contains("iss"));
        expect(bySigner, Cause.ISSUER);
        expect(claims.containsKey("aud") ? isFor(claims, login.clientId()) : !demanded.contains("aud"), Cause.AUDIENCE);
        expect(inTime(claims), Cause.TIME);
        return new Userinfo(text(claims, "sub").orElseThrow(() -> new Untrusted(Cause.SUBJECT)), claims, jws.text());
    }

    /** A proved userinfo: about whom, what it says, and as it was signed. */
    record Userinfo(String subject, JsonObject claims, String signed) {

        /** Masked. */
        @Override
        public String toString() {
            return "Userinfo[" + claims.size() + " claims]";
        }
    }

    /** The signed text within an encrypted one, or the text itself when it is not encrypted. */
    private String opened(String text) {
        if (text.chars().filter(c -> c == '.').count() != PARTS_OF_A_JWE - 1) {
            return text;
        }
        for (ClientKey key : decrypting) {
            Optional<String> opened = opened(text, key);
            if (opened.isPresent()) {
                return opened.get();
            }
        }
        throw new Untrusted(Cause.ENCRYPTION);
    }

    private static Optional<String> opened(String text, ClientKey key) {
        try {
            JWEObject jwe = JWEObject.parse(text);
            boolean taken = KEY_WAYS.contains(jwe.getHeader().getAlgorithm()) && CONTENT_WAYS.contains(jwe.getHeader().getEncryptionMethod())
                    && jwe.getHeader().getCompressionAlgorithm() == null && (jwe.getHeader().getCriticalParams() == null || jwe.getHeader().getCriticalParams().isEmpty());
            if (!taken) {
                return Optional.empty();
            }
            jwe.decrypt(key.decrypter());
            return Optional.of(jwe.getPayload().toString());
        } catch (ParseException | JOSEException | IllegalArgumentException | IllegalStateException e) {
            return Optional.empty();
        }
    }

    private static void expect(boolean right, Cause otherwise) {
        if (!right) {
            throw new Untrusted(otherwise);
        }
    }

    private static boolean isFor(JsonObject claims, String clientId) {
        JsonValue aud = claims.get("aud");
        return aud instanceof JsonString one ? one.getString().equals(clientId) : aud instanceof JsonArray all && all.stream().anyMatch(v -> v instanceof JsonString one && one.getString().equals(clientId));
    }

    /** By the times that it carries; one that is no number is wrong. */
    private boolean inTime(JsonObject claims) {
        return time(claims, "exp", 1) && time(claims, "nbf", -1) && time(claims, "iat", -1);
    }

    /** @param sign 1 for a time that must not have passed, -1 for one that must have */
    private boolean time(JsonObject claims, String claim, int sign) {
        if (!claims.containsKey(claim)) {
            return true;
        }
        Instant now = clock.instant();
        return claims.get(claim) instanceof JsonNumber seconds && sign * (seconds.doubleValue() - now.getEpochSecond()) > -TOLERANCE_SECONDS;
    }

    private static Optional<String> text(JsonObject claims, String claim) {
        return claims.get(claim) instanceof JsonString text && !text.getString().isBlank() ? Optional.of(text.getString()) : Optional.empty();
    }
}
