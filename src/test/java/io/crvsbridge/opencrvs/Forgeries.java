package io.crvsbridge.opencrvs;

import static io.crvsbridge.opencrvs.Forge.RS256;
import static io.crvsbridge.opencrvs.Forge.base64;
import static io.crvsbridge.opencrvs.Forge.rs256;

import io.crvsbridge.kernel.ActionKey;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.Deflater;

/** Every way we know of to come without a good token, for one action of Core; whoever checks tokens has to refuse them all. */
public final class Forgeries {

    private static final int FLIPS_PER_PART = 12;

    private final KeyPair core;
    private final ActionKey key;
    private final Instant now;
    private final String url;

    /** @param attackersUrl where a forger would like his key to be fetched */
    public Forgeries(KeyPair core, ActionKey key, Instant now, String attackersUrl) {
        this.core = core;
        this.key = key;
        this.now = now;
        this.url = '"' + attackersUrl + '"';
    }

    /** By what is wrong with them: tokens that Core did not make, or not for us, or not for now. */
    public Map<String, String> unauthentic() {
        Map<String, String> all = new LinkedHashMap<>();
        algorithms(all);
        headers(all);
        pointers(all);
        times(all);
        addressees(all);
        shapes(all);
        twice(all);
        flips(all);
        return all;
    }

    /** By what is wrong with them: authentic tokens of Core that do not permit to confirm this action. */
    public Map<String, String> notPermitted() {
        Map<String, String> all = new LinkedHashMap<>();
        String other = "\"99999999-2222-4333-8444-555555555555\"";
        all.put("another event", token("eventId", other));
        all.put("another action", token("actionId", other));
        all.put("both of another record", token("eventId", other, "actionId", other));
        all.put("event and action exchanged", token("eventId", quoted(key.actionId()), "actionId", quoted(key.eventId())));
        all.put("no event", token("eventId", null));
        all.put("no action", token("actionId", null));
        all.put("event a list", token("eventId", "[" + quoted(key.eventId()) + "]"));
        all.put("event a wildcard", token("eventId", "\"*\""));
        all.put("event with a blank behind", token("eventId", quoted(key.eventId() + " ")));
        all.put("event with a zero byte behind", token("eventId", quoted(key.eventId() + "\\u0000")));
        all.put("event that is SQL", token("eventId", "\"' OR '1'='1\""));
        all.put("no scope", token("scope", null));
        all.put("scope empty", token("scope", "[]"));
        all.put("scopes of a reader", token("scope", "[\"type=record.read\",\"type=record.reject-registration\"]"));
        all.put("scope that only begins like it", token("scope", "[\"type=record.confirm-registration-not\"]"));
        all.put("scope in upper case", token("scope", "[\"TYPE=RECORD.CONFIRM-REGISTRATION\"]"));
        all.put("scope as a condition of another", token("scope", "[\"type=record.read&x=type=record.confirm-registration\"]"));
        all.put("scope an object", token("scope", "{\"type=record.confirm-registration\":true}"));
        return all;
    }

    private String claims(String... changes) {
        return Forge.claims(key, now, changes);
    }

    private String token(String... changes) {
        return rs256(RS256, claims(changes), core.getPrivate());
    }

    private String seconds(long fromNow) {
        return Long.toString(now.getEpochSecond() + fromNow);
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }

    private void algorithms(Map<String, String> all) {
        String good = token();
        String unsigned = base64("{\"alg\":\"none\"}") + "." + base64(claims()) + ".";
        all.put("none", unsigned);
        all.put("None", base64("{\"alg\":\"None\"}") + "." + base64(claims()) + ".");
        all.put("none with Core's signature", unsigned + good.substring(good.lastIndexOf('.') + 1));
        all.put("no alg", rs256("{\"typ\":\"JWT\"}", claims(), core.getPrivate()));
        all.put("alg null", rs256("{\"alg\":null}", claims(), core.getPrivate()));
        all.put("alg a number", rs256("{\"alg\":256}", claims(), core.getPrivate()));
        all.put("alg in lower case", rs256("{\"alg\":\"rs256\"}", claims(), core.getPrivate()));
        String pem = Keys.pem(core.getPublic());
        byte[] der = core.getPublic().getEncoded();
        String hs = "{\"alg\":\"HS256\"}";
        all.put("HS256 with the PEM as secret", Forge.hs256(hs, claims(), pem.getBytes(StandardCharsets.US_ASCII)));
        all.put("HS256 with the stripped PEM", Forge.hs256(hs, claims(), pem.strip().getBytes(StandardCharsets.US_ASCII)));
        all.put("HS256 with the DER as secret", Forge.hs256(hs, claims(), der));
        all.put("HS256 with the base64 as secret", Forge.hs256(hs, claims(), Base64.getEncoder().encode(der)));
        all.put("HMAC under the name RS256", Forge.hs256(RS256, claims(), der));
        all.put("RS384", Forge.signed("{\"alg\":\"RS384\"}", claims(), "SHA384withRSA", core.getPrivate()));
        all.put("RS512", Forge.signed("{\"alg\":\"RS512\"}", claims(), "SHA512withRSA", core.getPrivate()));
        all.put("PS256", Forge.signed("{\"alg\":\"PS256\"}", claims(), "RSASSA-PSS", core.getPrivate()));
        all.put("PSS under the name RS256", Forge.signed(RS256, claims(), "RSASSA-PSS", core.getPrivate()));
        all.put("SHA-1 under the name RS256", Forge.signed(RS256, claims(), "SHA1withRSA", core.getPrivate()));
        all.put("ES256", Forge.signed("{\"alg\":\"ES256\"}", claims(), "SHA256withECDSAinP1363Format", Keys.make("EC", 256).getPrivate()));
        all.put("crit", rs256("{\"alg\":\"RS256\",\"crit\":[\"exp\"],\"exp\":1}", claims(), core.getPrivate()));
        all.put("crit of nothing", rs256("{\"alg\":\"RS256\",\"crit\":[]}", claims(), core.getPrivate()));
        all.put("b64 false", rs256("{\"alg\":\"RS256\",\"b64\":false,\"crit\":[\"b64\"]}", claims(), core.getPrivate()));
        all.put("b64 false without crit", rs256("{\"alg\":\"RS256\",\"b64\":false}", claims(), core.getPrivate()));
    }

    /** The attacker signs well, and the header says where the key is. */
    private void pointers(Map<String, String> all) {
        KeyPair own = Keys.ATTACKER;
        String der = Base64.getEncoder().encodeToString(own.getPublic().getEncoded());
        String jwk = new com.nimbusds.jose.jwk.RSAKey.Builder((RSAPublicKey) own.getPublic()).build().toJSONString();
        all.put("another's key", rs256(RS256, claims(), own.getPrivate()));
        all.put("jku", rs256("{\"alg\":\"RS256\",\"jku\":" + url + "}", claims(), own.getPrivate()));
        all.put("x5u", rs256("{\"alg\":\"RS256\",\"x5u\":" + url + "}", claims(), own.getPrivate()));
        all.put("kid that is a URL", rs256("{\"alg\":\"RS256\",\"kid\":" + url + "}", claims(), own.getPrivate()));
        all.put("kid that is a path", rs256("{\"alg\":\"RS256\",\"kid\":\"../../../../dev/null\"}", claims(), own.getPrivate()));
        all.put("jwk", rs256("{\"alg\":\"RS256\",\"jwk\":" + jwk + "}", claims(), own.getPrivate()));
        all.put("x5c", rs256("{\"alg\":\"RS256\",\"x5c\":[\"" + der + "\"]}", claims(), own.getPrivate()));
        all.put("iss that is a URL", rs256(RS256, claims("iss", url), own.getPrivate()));
    }

    private void times(Map<String, String> all) {
        all.put("no exp", token("exp", null));
        all.put("exp null", token("exp", "null"));
        all.put("exp a string", token("exp", "\"" + seconds(600) + "\""));
        all.put("exp an ISO string", token("exp", "\"2030-01-01T00:00:00Z\""));
        all.put("exp a list", token("exp", "[" + seconds(600) + "]"));
        all.put("exp true", token("exp", "true"));
        all.put("exp now", token("exp", seconds(0)));
        all.put("exp a second ago", token("exp", seconds(-1)));
        all.put("exp a second ago with a fraction", token("exp", seconds(-1) + ".999"));
        all.put("exp zero", token("exp", "0"));
        all.put("exp negative", token("exp", "-1"));
        all.put("exp the largest long", token("exp", Long.toString(Long.MAX_VALUE)));
        all.put("exp beyond a long", token("exp", "99999999999999999999999999"));
        all.put("exp beyond a double", token("exp", "1e999"));
        all.put("exp a huge float", token("exp", "1e300"));
        all.put("exp in milliseconds of the far future", token("exp", "9000000000000000"));
        all.put("nbf in the future", token("nbf", seconds(3_600)));
        all.put("nbf a string", token("nbf", "\"" + seconds(-10) + "\""));
        all.put("iat in the future", token("iat", seconds(3_600)));
        all.put("iat in milliseconds", token("iat", seconds(0) + "000"));
    }

    private void addressees(Map<String, String> all) {
        all.put("no iss", token("iss", null));
        all.put("another iss", token("iss", "\"opencrvs:auth-services\""));
        all.put("iss a list", token("iss", "[\"opencrvs:auth-service\"]"));
        all.put("iss in upper case", token("iss", "\"OPENCRVS:AUTH-SERVICE\""));
        all.put("no aud", token("aud", null));
        all.put("aud null", token("aud", "null"));
        all.put("aud empty", token("aud", "[]"));
        all.put("aud of others", token("aud", "[\"opencrvs:gateway-user\"]"));
        all.put("aud another string", token("aud", "\"opencrvs:gateway-user\""));
        all.put("aud only begins like ours", token("aud", "[\"opencrvs:countryconfig-users\"]"));
        all.put("aud a number", token("aud", "7"));
        all.put("aud an object", token("aud", "{\"opencrvs:countryconfig-user\":1}"));
    }

    private void shapes(Map<String, String> all) {
        String good = token();
        String[] parts = good.split("\\.");
        all.put("nothing", "");
        all.put("dots", "..");
        all.put("one part", parts[0]);
        all.put("two parts", parts[0] + "." + parts[1]);
        all.put("no signature", parts[0] + "." + parts[1] + ".");
        all.put("no header", "." + parts[1] + "." + parts[2]);
        all.put("no claims", parts[0] + ".." + parts[2]);
        all.put("four parts", good + "." + parts[2]);
        all.put("five parts", good + "." + parts[1] + "." + parts[2]);
        all.put("a dot behind", good + ".");
        all.put("padding behind", good + "==");
        all.put("a blank in the signature", good.substring(0, good.length() - 9) + " " + good.substring(good.length() - 9));
        all.put("a line end in the signature", good.substring(0, good.length() - 9) + "\n" + good.substring(good.length() - 9));
        all.put("garbage behind the signature", good + "!");
        all.put("more letters behind the signature", good + "AAAA");
        all.put("the plain alphabet in the signature", parts[0] + "." + parts[1] + "." + plainAlphabet(parts));
        all.put("another last letter that decodes alike", good.substring(0, good.length() - 1) + (char) (good.charAt(good.length() - 1) + 1));
        all.put("a shorter signature", good.substring(0, good.length() - 4));
        all.put("padding in the claims", parts[0] + "." + parts[1] + "=." + parts[2]);
        all.put("claims of another token", parts[0] + "." + base64(claims("eventId", "\"x\"")) + "." + parts[2]);
        all.put("claims that are no object", rs256(RS256, "[]", core.getPrivate()));
        all.put("claims that are no JSON", rs256(RS256, "hello", core.getPrivate()));
        all.put("claims cut off", rs256(RS256, claims().substring(0, 60), core.getPrivate()));
        all.put("deep claims", rs256(RS256, claims("x", "[".repeat(3_000) + "]".repeat(3_000)), core.getPrivate()));
        all.put("a header that is no JSON", rs256("hello", claims(), core.getPrivate()));
        all.put("a header that is a list", rs256("[]", claims(), core.getPrivate()));
        all.put("too long", token("x", "\"" + "y".repeat(20_000) + "\""));
        all.put("enormous", "e".repeat(5_000_000));
        all.put("twice", good + " " + good);
        all.put("with Bearer again", "Bearer " + good);
        all.put("quoted", "\"" + good + "\"");
        all.put("a letter outside ASCII", good + "\u00e9");
        all.put("a zero byte", good + "\0");
    }

    /** Decodes to the same bytes, yet is no base64url. */
    private static String plainAlphabet(String[] parts) {
        String plain = parts[2].replace('-', '+').replace('_', '/');
        return plain.equals(parts[2]) ? plain + "+" : plain;
    }

    private void headers(Map<String, String> all) {
        all.put("crit null", rs256("{\"alg\":\"RS256\",\"crit\":null}", claims(), core.getPrivate()));
        all.put("crit of its own", rs256("{\"alg\":\"RS256\",\"crit\":[\"urn:ours\"],\"urn:ours\":true}", claims(), core.getPrivate()));
        all.put("b64 a text", rs256("{\"alg\":\"RS256\",\"b64\":\"true\"}", claims(), core.getPrivate()));
        all.put("NONE", base64("{\"alg\":\"NONE\"}") + "." + base64(claims()) + ".");
        all.put("none with a letter for a signature", base64("{\"alg\":\"none\"}") + "." + base64(claims()) + ".AA");
        all.put("alg with a blank behind", rs256("{\"alg\":\"RS256 \"}", claims(), core.getPrivate()));
        all.put("alg a list", rs256("{\"alg\":[\"RS256\"]}", claims(), core.getPrivate()));
        all.put("alg of encryption", rs256("{\"alg\":\"RSA-OAEP-256\",\"enc\":\"A256GCM\"}", claims(), core.getPrivate()));
        all.put("encrypted in five parts", base64("{\"alg\":\"RSA-OAEP-256\",\"enc\":\"A256GCM\",\"zip\":\"DEF\"}") + ".AAAA.AAAA." + base64(deflated(claims())) + ".AAAA");
        all.put("compressed claims", Forge.signed("{\"alg\":\"RS256\",\"zip\":\"DEF\"}", deflated(claims()), "SHA256withRSA", core.getPrivate()));
        all.put("a token within a token", rs256("{\"alg\":\"RS256\",\"cty\":\"JWT\"}", token(), core.getPrivate()));
        all.put("a weak key of 1024 bits", rs256(RS256, claims(), Keys.make("RSA", 1024).getPrivate()));
        all.put("ES256 under the name RS256", Forge.signed(RS256, claims(), "SHA256withECDSAinP1363Format", Keys.make("EC", 256).getPrivate()));
        all.put("HS256 with an empty name of the secret", Forge.hs256("{\"alg\":\"HS256\",\"kid\":\"\"}", claims(), new byte[1]));
        all.put("a header with a byte order mark", rs256("\uFEFF" + RS256, claims(), core.getPrivate()));
    }

    /** Signed by Core itself, and yet to be understood in two ways: which would it have meant? */
    private void twice(Map<String, String> all) {
        all.put("alg twice", rs256("{\"alg\":\"none\",\"alg\":\"RS256\"}", claims(), core.getPrivate()));
        all.put("typ twice", rs256("{\"alg\":\"RS256\",\"typ\":\"JWT\",\"typ\":\"JWT\"}", claims(), core.getPrivate()));
        for (String claim : new String[] {"eventId", "actionId", "exp", "aud", "iss", "scope"}) {
            String plain = claims();
            String again = plain.substring(0, plain.length() - 1) + ",\"" + claim + "\":" + value(claim) + "}";
            all.put(claim + " twice", rs256(RS256, again, core.getPrivate()));
        }
        String escaped = claims().substring(0, claims().length() - 1) + ",\"\\u0065xp\":" + seconds(600) + "}";
        all.put("exp twice, once escaped", rs256(RS256, escaped, core.getPrivate()));
    }

    private String value(String claim) {
        return switch (claim) {
            case "eventId" -> quoted(key.eventId());
            case "actionId" -> quoted(key.actionId());
            case "exp" -> seconds(600);
            case "aud" -> "\"opencrvs:countryconfig-user\"";
            case "iss" -> "\"opencrvs:auth-service\"";
            default -> "[\"type=record.confirm-registration\"]";
        };
    }

    /** One bit of the decoded part is another, spread over its length. */
    private void flips(Map<String, String> all) {
        String[] parts = token().split("\\.");
        for (int part = 0; part < parts.length; part++) {
            byte[] bytes = Base64.getUrlDecoder().decode(parts[part]);
            for (int i = 0; i < FLIPS_PER_PART; i++) {
                byte[] flipped = bytes.clone();
                int bit = (int) ((long) i * (bytes.length * 8L - 1) / (FLIPS_PER_PART - 1));
                flipped[bit / 8] ^= (byte) (1 << bit % 8);
                String[] changed = parts.clone();
                changed[part] = base64(flipped);
                all.put("bit " + bit + " of part " + part, String.join(".", changed));
            }
        }
    }

    private static byte[] deflated(String text) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        deflater.setInput(text.getBytes(StandardCharsets.UTF_8));
        deflater.finish();
        byte[] out = new byte[text.length() + 64];
        int length = deflater.deflate(out);
        deflater.end();
        return Arrays.copyOf(out, length);
    }
}
