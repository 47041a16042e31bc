package io.crvsbridge.simulators;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** How deliveries are signed: the method's name and the lower-case hex of the keyed hash over the raw body (MOSIP contract, section 4.3). */
public final class HubDelivery {

  private HubDelivery() {}

  /** For example {@code sha256=ab12…}; method is {@code sha1}, {@code sha256}, {@code sha384} or {@code sha512}. */
  public static String signature(String method, String secret, byte[] body) {
    try {
      Mac mac = Mac.getInstance("Hmac" + method.toUpperCase(Locale.ROOT));
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), mac.getAlgorithm()));
      return method + "=" + HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException noSuchMethod) {
      throw new IllegalArgumentException(noSuchMethod);
    }
  }

  public static String tampered(String signature) {
    char last = signature.charAt(signature.length() - 1);
    return signature.substring(0, signature.length() - 1) + (last == '0' ? '1' : '0');
  }
}
