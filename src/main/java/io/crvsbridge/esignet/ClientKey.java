package io.crvsbridge.esignet;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEDecrypter;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDHDecrypter;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSADecrypter;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.crvsbridge.kernel.RsaStrength;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/** A private key of ours as eSignet's client. Errors say what is wrong with its file, and show nothing of it. */
final class ClientKey {

    private static final Set<JWSAlgorithm> RSA = Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256);

    private final JWK jwk;
    private final JWSSigner signer;
    private final JWEDecrypter decrypter;

    /** Signer and decrypter are made once: to make them costs as much as to use them. */
    private ClientKey(JWK jwk) throws JOSEException {
        this.jwk = jwk;
        this.signer = jwk instanceof RSAKey rsa ? new RSASSASigner(rsa) : new ECDSASigner((ECKey) jwk);
        this.decrypter = jwk instanceof RSAKey rsa ? new RSADecrypter(rsa) : new ECDHDecrypter((ECKey) jwk);
    }

    /** The key with which we sign. @throws IllegalArgumentException when the file holds no such key */
    static ClientKey signing(Path file) {
        List<JWK> keys = read(file);
        if (keys.size() != 1) {
            throw new IllegalArgumentException("the file holds several keys");
        }
        ClientKey key = usable(keys.get(0));
        key.algorithm();
        return key;
    }

    /** The keys for which userinfo may be encrypted; several while one follows the other. */
    static List<ClientKey> decrypting(Path file) {
        return read(file).stream().map(ClientKey::usable).toList();
    }

    private static List<JWK> read(Path file) {
        try {
            String text = Files.readString(file, StandardCharsets.UTF_8).strip();
            String json = text.startsWith("{") ? text : new String(Base64.getMimeDecoder().decode(text), StandardCharsets.UTF_8);
            return json.contains("\"keys\"") ? JWKSet.parse(json).getKeys() : List.of(JWK.parse(json));
        } catch (IOException e) {
            throw new IllegalArgumentException("the file cannot be read");
        } catch (ParseException | IllegalArgumentException e) {
            // Without the cause, which may quote the key.
            throw new IllegalArgumentException("the file does not hold base64 of a JWK");
        }
    }

    private static ClientKey usable(JWK jwk) {
        try {
            if (jwk.isPrivate() && (jwk instanceof RSAKey rsa && RsaStrength.suffices(rsa.toRSAPublicKey()) || jwk instanceof ECKey ec && ec.getCurve().equals(Curve.P_256))) {
                return new ClientKey(jwk);
            }
        } catch (JOSEException e) {
            // As below, without quoting it.
        }
        throw new IllegalArgumentException("a private RSA key of at least 2048 bits, or an EC key on P-256, is needed");
    }

    private JWSAlgorithm algorithm() {
        if (jwk instanceof ECKey) {
            return JWSAlgorithm.ES256;
        }
        JWSAlgorithm named = jwk.getAlgorithm() == null ? JWSAlgorithm.RS256 : JWSAlgorithm.parse(jwk.getAlgorithm().getName());
        if (!RSA.contains(named)) {
            throw new IllegalArgumentException("the key's alg must be RS256 or PS256");
        }
        return named;
    }

    /** A signed JWT in compact form. */
    String sign(JWTClaimsSet claims) {
        try {
            SignedJWT jwt = new SignedJWT(new JWSHeader.Builder(algorithm()).type(com.nimbusds.jose.JOSEObjectType.JWT).keyID(jwk.getKeyID()).build(), claims);
            jwt.sign(signer);
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("Our key does not sign", e);
        }
    }

    JWEDecrypter decrypter() {
        return decrypter;
    }

    /** Masked. */
    @Override
    public String toString() {
        return "ClientKey[" + jwk.getKeyType() + "]";
    }
}
