package io.crvsbridge.kernel;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.List;

/**
 * One case of Project Wycheproof's JSON Web Signatures and Keys.
 *
 * @param group comment of the group it belongs to
 * @param key   the public JSON Web Key or set of keys, empty for a shared secret
 * @param text  the signature in compact form, which may be broken
 */
public record Wycheproof(int id, String group, JsonObject key, String text, String comment, boolean valid) {

    public static List<Wycheproof> signatures() {
        return read("json_web_signature_test.json");
    }

    public static List<Wycheproof> keys() {
        return read("json_web_key_test.json");
    }

    private static List<Wycheproof> read(String file) {
        try (InputStream in = Wycheproof.class.getResourceAsStream("/wycheproof/" + file); JsonReader reader = Json.createReader(in)) {
            JsonObject all = reader.readObject();
            List<Wycheproof> cases = all.getJsonArray("testGroups").stream().map(JsonValue::asJsonObject).flatMap(group -> group.getJsonArray("tests").stream()
                    .map(JsonValue::asJsonObject).map(test -> of(group, test))).toList();
            if (cases.size() != all.getInt("numberOfTests")) {
                throw new IllegalStateException("cases are missing from " + file);
            }
            return cases;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Wycheproof of(JsonObject group, JsonObject test) {
        JsonObject key = group.get("public") instanceof JsonObject given ? given : JsonValue.EMPTY_JSON_OBJECT;
        return new Wycheproof(test.getInt("tcId"), group.getString("comment"), key, test.getString("jws"), test.getString("comment"), strictlyValid(test));
    }

    /** What is merely acceptable there is not here. */
    private static boolean strictlyValid(JsonObject test) {
        return test.getString("result").equals("valid");
    }

    /** The algorithm that the key is for. */
    public String algorithm() {
        return key.getString("alg", "");
    }

    public boolean isRsa() {
        return key.getString("kty", "").equals("RSA");
    }

    public RSAPublicKey rsa() {
        return rsa(key);
    }

    /** The keys of a set. */
    public List<JsonObject> members() {
        return key.get("keys") instanceof JsonArray keys ? keys.getValuesAs(JsonObject.class) : List.of();
    }

    public static RSAPublicKey rsa(JsonObject jwk) {
        try {
            return (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(number(jwk, "n"), number(jwk, "e")));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static BigInteger number(JsonObject jwk, String name) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(jwk.getString(name, "")));
    }

    @Override
    public String toString() {
        return id + " " + group + " " + comment;
    }
}
