package io.crvsbridge.websub;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The hub's signature, {@code X-Hub-Signature: <method>=<hex>}, over the raw bytes of a delivery (MOSIP contract, section 4.3). SHA-1 and anything
 * unknown are refused, so are two signatures, of which nobody could say which one counts.
 */
final class HubSignature {

    static final String HEADER = "X-Hub-Signature";

    private static final Pattern FORM = Pattern.compile("\\s*([A-Za-z0-9]{1,10})=([0-9A-Fa-f]{1,256})\\s*");
    private static final Map<String, String> METHODS = Map.of("sha256", "HmacSHA256", "sha384", "HmacSHA384", "sha512", "HmacSHA512");

    private final byte[] secret;

    HubSignature(byte[] secret) {
        this.secret = secret.clone();
    }

    /** A secret for one purpose, from which neither the whole one nor another purpose's can be told. */
    static String derived(String secret, String purpose) {
        byte[] mac = new HubSignature(secret.getBytes(StandardCharsets.UTF_8)).mac("HmacSHA256", ("crvs-bridge " + purpose).getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(mac);
    }

    /** Whether the one header there must be could be a signature at all; what cannot be saves the reading of the body. */
    static boolean couldSign(List<String> headers) {
        return headers.size() == 1 && Sign.of(headers.get(0)) != null;
    }

    /** Whether the one header there must be signs these bytes; the comparison takes as long wherever they differ. */
    boolean signs(List<String> headers, byte[] body) {
        Sign sign = headers.size() == 1 ? Sign.of(headers.get(0)) : null;
        return sign != null && MessageDigest.isEqual(mac(sign.algorithm(), body), sign.mac());
    }

    private record Sign(String algorithm, byte[] mac) {

        static Sign of(String header) {
            Matcher form = FORM.matcher(header == null ? "" : header);
            String algorithm = form.matches() ? METHODS.get(form.group(1).toLowerCase(Locale.ROOT)) : null;
            return algorithm == null || form.group(2).length() % 2 != 0 ? null : new Sign(algorithm, HexFormat.of().parseHex(form.group(2)));
        }
    }

    private byte[] mac(String algorithm, byte[] body) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(secret, algorithm));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no " + algorithm, e);
        }
    }
}
