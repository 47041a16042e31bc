package io.crvsbridge.simulators;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.function.UnaryOperator;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The simulated ID authentication takes nothing on trust. Requests are made here by hand. */
class IdAuthenticationTest {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String PLAIN =
      "{\"timestamp\":\"%s\",\"demographics\":{\"name\":[{\"language\":\"eng\",\"value\":\"John Doe\"}],\"dob\":\"2001/02/20\"}}";

  private static MosipSimulator mosip;

  private String plain = PLAIN.formatted(now(0));
  private String hashed = plain;
  private UnaryOperator<String> hash = UnaryOperator.identity();
  private UnaryOperator<String> sent = UnaryOperator.identity();
  private String path = IdAuthentication.LICENCE + "/" + IdAuthentication.PARTNER + "/" + IdAuthentication.API_KEY;
  private IdaKeyPair signer = new IdaKeyPair(Partner.load().certificate(), Partner.load().key());
  private String[] authorization = {"Authorization", "anything"};

  @BeforeAll
  static void start() {
    mosip = new MosipSimulator();
  }

  @AfterAll
  static void stop() {
    mosip.close();
  }

  @BeforeEach
  void calm() {
    mosip.ida().calm();
  }

  private static String now(int seconds) {
    return Instant.now().plusSeconds(seconds).truncatedTo(ChronoUnit.SECONDS).toString().replace("Z", ".000Z");
  }

  private static String sealed(byte[] plain, byte[] session) throws GeneralSecurityException {
    byte[] iv = new byte[16];
    RANDOM.nextBytes(iv);
    Cipher aes = Cipher.getInstance("AES/GCM/NoPadding");
    aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(session, "AES"), new GCMParameterSpec(128, iv));
    byte[] text = aes.doFinal(plain);
    byte[] all = Arrays.copyOf(text, text.length + iv.length);
    System.arraycopy(iv, 0, all, text.length, iv.length);
    return Jwt.encoded(all);
  }

  private JsonObject request() throws GeneralSecurityException {
    byte[] session = new byte[32];
    RANDOM.nextBytes(session);
    Cipher rsa = Cipher.getInstance("RSA/ECB/OAEPPadding");
    rsa.init(Cipher.ENCRYPT_MODE, IdaKeyPair.encryption().certificate().getPublicKey(), new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT));
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(hashed.getBytes(StandardCharsets.UTF_8));
    byte[] thumbprint = MessageDigest.getInstance("SHA-256").digest(IdaKeyPair.encryption().der());
    return JsonText.object()
        .add("id", "mosip.identity.auth").add("version", "1.0").add("specVersion", "1.0").add("individualId", "1234567892").add("individualIdType", "UIN")
        .add("transactionID", "1000200030").add("requestTime", now(0)).add("thumbprint", HexFormat.of().formatHex(thumbprint)).add("domainUri", IdAuthentication.DOMAIN)
        .add("env", "Staging").add("consentObtained", true)
        .add("request", sealed(plain.getBytes(StandardCharsets.UTF_8), session))
        .add("requestSessionKey", Jwt.encoded(rsa.doFinal(session)))
        .add("requestHMAC", sealed(hash.apply(HexFormat.of().withUpperCase().formatHex(digest)).getBytes(StandardCharsets.US_ASCII), session))
        .build();
  }

  private HttpResponse<String> answer(JsonObject request) {
    String body = request.toString();
    String signature = IdaEnvelope.signed(body.getBytes(StandardCharsets.UTF_8), signer);
    String[] headers = Arrays.copyOf(new String[] {"signature", signature}, 2 + authorization.length);
    System.arraycopy(authorization, 0, headers, 2, authorization.length);
    try {
      return Http.send("POST", URI.create(mosip.idaUrl() + "/" + path), sent.apply(body), headers);
    } catch (IOException | InterruptedException broken) {
      throw new IllegalStateException(broken);
    }
  }

  private String code(JsonObject request) {
    JsonObject answer = Http.json(answer(request));
    boolean yes = answer.getJsonObject("response").getBoolean("authStatus");
    return yes ? "yes" : answer.getJsonArray("errors").getJsonObject(0).getString("errorCode");
  }

  private String code() throws GeneralSecurityException {
    return code(request());
  }

  private String code(String field, String value) throws GeneralSecurityException {
    return code(JsonText.object(request()).add(field, value).build());
  }

  @Test
  void aRequestThatIsRightIsAnswered() throws GeneralSecurityException {
    assertThat(code()).isEqualTo("yes");
    assertThat(mosip.ida().asked().get(0).getJsonObject("opened").getJsonObject("demographics").getString("dob")).isEqualTo("2001/02/20");
  }

  @Test
  void theHashIsReallyChecked() throws GeneralSecurityException {
    hashed = plain + " ";
    assertThat(code()).isEqualTo("IDA-MPA-016");
    hashed = plain;
    hash = text -> text.toLowerCase(java.util.Locale.ROOT);
    assertThat(code()).isEqualTo("IDA-MPA-016");
  }

  @Test
  void theSignatureIsReallyChecked() throws GeneralSecurityException {
    sent = body -> body.replace("Staging", "Developer");
    assertThat(code()).isEqualTo("IDA-MPA-001");
    sent = UnaryOperator.identity();
    signer = IdaKeyPair.stranger();
    assertThat(code()).isEqualTo("IDA-MPA-021");
    KeyPair other = Jwt.newKeys();
    signer = new IdaKeyPair(Partner.load().certificate(), other.getPrivate());
    assertThat(code()).isEqualTo("IDA-MPA-001");
  }

  @Test
  void theTimeIsReallyChecked() throws GeneralSecurityException {
    assertThat(code("requestTime", now(-40))).isEqualTo("IDA-MLC-001");
    assertThat(code("requestTime", now(40))).isEqualTo("IDA-MLC-001");
    assertThat(code("requestTime", now(-20))).isEqualTo("yes");
    assertThat(code("requestTime", "now")).isEqualTo("IDA-MLC-001");
    plain = PLAIN.formatted(now(-40));
    hashed = plain;
    assertThat(code()).as("the time that was encrypted").isEqualTo("IDA-MLC-001");
  }

  @Test
  void callersAndFieldsAreReallyChecked() throws GeneralSecurityException {
    assertThat(code("transactionID", "12")).isEqualTo("IDA-MLC-009");
    assertThat(code("domainUri", "https://elsewhere.example")).isEqualTo("IDA-MLC-009");
    assertThat(code("env", "production")).isEqualTo("IDA-MLC-009");
    assertThat(code("thumbprint", Base64.getUrlEncoder().encodeToString(new byte[32]))).isEqualTo("IDA-MPA-003");
    assertThat(code("requestSessionKey", "AAAA")).isEqualTo("IDA-MPA-003");
    assertThat(code(JsonText.object(request()).add("consentObtained", JsonValue.FALSE).build())).isEqualTo("IDA-MLC-012");
    assertThat(code(JsonText.object(request()).remove("requestHMAC").build())).isEqualTo("IDA-MLC-006");
    authorization = new String[0];
    assertThat(code()).isEqualTo("IDA-MLC-006");
    path = "unknown/" + IdAuthentication.PARTNER + "/" + IdAuthentication.API_KEY;
    assertThat(code()).isEqualTo("IDA-MPA-007");
  }

  @Test
  void answersAreSigned() throws GeneralSecurityException {
    HttpResponse<String> answer = answer(request());
    String[] parts = answer.headers().firstValue("response-signature").orElseThrow().split("\\.", -1);
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initVerify(IdaKeyPair.signing().certificate());
    signature.update((parts[0] + "." + Jwt.encoded(answer.body().getBytes(StandardCharsets.UTF_8))).getBytes(StandardCharsets.US_ASCII));
    assertThat(signature.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
  }
}
