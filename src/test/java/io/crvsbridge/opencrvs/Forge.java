package io.crvsbridge.opencrvs;

import io.crvsbridge.kernel.ActionKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes tokens by hand, so that they can be wrong in every way. */
final class Forge {

    static final Instant NOW = Instant.parse("2026-03-04T12:00:00Z");
    static final String RS256 = "{\"alg\":\"RS256\",\"typ\":\"JWT\"}";

    private Forge() {}

    static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static String base64(String text) {
        return base64(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The claims of a record token as Core makes it; {@code changes} are pairs of a claim and its JSON text, or {@code null} for none. */
    static String claims(String... changes) {
        return claims(CoreTexts.KEY, NOW, changes);
    }

    static String claims(ActionKey key, Instant now, String... changes) {
        Map<String, String> claims = new LinkedHashMap<>();
        claims.put("scope", "[\"type=record.confirm-registration\",\"type=record.reject-registration\",\"type=record.read&placeOfEvent=administrativeArea\"]");
        claims.put("eventId", '"' + key.eventId() + '"');
        claims.put("actionId", '"' + key.actionId() + '"');
        claims.put("userType", "\"user\"");
        claims.put("sub", "\"registrar-1\"");
        claims.put("iat", Long.toString(now.getEpochSecond() - 10));
        claims.put("exp", Long.toString(now.getEpochSecond() + 604_800));
        claims.put("aud", "[\"opencrvs:gateway-user\",\"opencrvs:countryconfig-user\"]");
        claims.put("iss", "\"opencrvs:auth-service\"");
        for (int i = 0; i < changes.length; i += 2) {
            if (changes[i + 1] == null) {
                claims.remove(changes[i]);
            } else {
                claims.put(changes[i], changes[i + 1]);
            }
        }
        return claims.entrySet().stream().map(e -> '"' + e.getKey() + "\":" + e.getValue()).collect(Collectors.joining(",", "{", "}"));
    }

    static String token(String... changes) {
        return rs256(RS256, claims(changes), Keys.CORE.getPrivate());
    }

    static String rs256(String header, String claims, PrivateKey key) {
        return signed(header, claims, "SHA256withRSA", key);
    }

    static String signed(String header, String claims, String algorithm, PrivateKey key) {
        return signed(header, claims.getBytes(StandardCharsets.UTF_8), algorithm, key);
    }

    static String signed(String header, byte[] claims, String algorithm, PrivateKey key) {
        String input = base64(header) + "." + base64(claims);
        try {
            Signature signature = Signature.getInstance(algorithm);
            if (algorithm.equals("RSASSA-PSS")) {
                signature.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
            }
            signature.initSign(key);
            signature.update(input.getBytes(StandardCharsets.US_ASCII));
            return input + "." + base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String hs256(String header, String claims, byte[] secret) {
        String input = base64(header) + "." + base64(claims);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return input + "." + base64(mac.doFinal(input.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
