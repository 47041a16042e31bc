package io.crvsbridge.esignet;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import io.crvsbridge.esignet.Providers.Provider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Keys and signed texts for the tests of this room. */
final class Signer {

    static final String ISSUER = "https://esignet.example";
    static final RSAKey RSA = rsa("one");
    static final RSAKey OTHER = rsa("one");
    static final ECKey EC = ec("ec");

    private Signer() {}

    static RSAKey rsa(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static ECKey ec(String id) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static Provider provider() {
        return new Provider(ISSUER, Optional.of(URI.create(ISSUER + "/authorize")), URI.create(ISSUER + "/token"), URI.create(ISSUER + "/userinfo"), URI.create(ISSUER + "/jwks"), Optional.empty(), false, false);
    }

    static String set(JWK... keys) {
        StringBuilder set = new StringBuilder("{\"keys\":[");
        for (JWK key : keys) {
            set.append(set.length() > 10 ? "," : "").append(key.toPublicJWK().toJSONString());
        }
        return set.append("]}").toString();
    }

    static String sign(JWSAlgorithm algorithm, JWK key, String claims) {
        return sign(algorithm, key, claims, UnaryOperator.identity());
    }

    static String sign(JWSAlgorithm algorithm, JWK key, String claims, UnaryOperator<JWSHeader.Builder> header) {
        try {
            JWSObject jws = new JWSObject(header.apply(new JWSHeader.Builder(algorithm).keyID(key.getKeyID())).build(), new Payload(claims));
            jws.sign(key instanceof RSAKey rsa ? new RSASSASigner(rsa) : new ECDSASigner((ECKey) key));
            return jws.serialize();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static Path file(JWK key) {
        return file(Base64.getEncoder().encodeToString(key.toJSONString().getBytes(StandardCharsets.UTF_8)));
    }

    static Path file(String text) {
        try {
            Path file = Files.createTempFile("key", ".jwk");
            file.toFile().deleteOnExit();
            return Files.writeString(file, text);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    static Refusals refusals(List<String> counted, Clock clock) {
        return new Refusals(counted::add, clock);
    }
}
