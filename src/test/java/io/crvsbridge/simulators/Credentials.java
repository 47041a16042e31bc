package io.crvsbridge.simulators;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/** MOSIP's credential service: signed, encrypted to the partner, announced on its topic (MOSIP contract, section 5). */
public final class Credentials {

  /** What is wrong with a credential. */
  public enum Flaw {
    NONE,
    VID_AFTER_SIGNING,
    STRANGERS_KEY,
    OTHER_VERIFICATION_METHOD,
    OTHER_RID,
    UNDECRYPTABLE,
    /** The right key has signed its text and not what it states. */
    SIGNED_AS_TEXT,
    /** An unsigned term changed: the proof still verifies. */
    CERTIFICATE_NUMBER_ALTERED
  }

  private static final List<String> CONTEXTS =
      List.of("https://www.w3.org/2018/credentials/v1", "https://api.collab.mosip.net/.well-known/mosip-ida-context.json");

  private final CredentialRequests requests;
  private final Partner partner = Partner.load();
  private final Map<String, String> vids = new ConcurrentHashMap<>();
  private final Map<String, String> uins = new ConcurrentHashMap<>();
  private final Map<String, String> shared = new ConcurrentHashMap<>();
  private final AtomicReference<Flaw> nextFlaw = new AtomicReference<>();
  private volatile KeyPair signingKeys = Jwt.newKeys();
  private volatile Flaw flaw = Flaw.NONE;
  private volatile CredentialEnvelope.Layout layout = CredentialEnvelope.Layout.VER_R2;
  private volatile Set<String> attributes = Set.of("VID");
  private volatile Set<String> metaInfoFields = Set.of("crvsRecordRef");
  private volatile boolean dataShare;
  private volatile String statement = "";
  private volatile String base = "";
  private volatile String shareBase;
  private final Map<String, String> keyQueries = new ConcurrentHashMap<>();

  Credentials(CredentialRequests requests) {
    this.requests = requests;
  }

  void base(String url) {
    base = url;
  }

  /** Which of VID, UIN, PSUT and birthCertificateNumber the policy lets out. */
  public void attributes(String... names) {
    attributes = Set.of(names);
  }

  /** The labels of a packet's metaData that come back in clear. */
  public void metaInfoFields(String... labels) {
    metaInfoFields = Set.of(labels);
  }

  /** {@code VER_R2}, {@code VER_R2_PLAIN_BASE64} or {@code OLD}. */
  public void layout(String name) {
    layout = CredentialEnvelope.Layout.valueOf(name);
  }

  /** Every credential has this flaw until it is NONE again. */
  public void flaw(Flaw every) {
    flaw = every;
  }

  public void flawOnce(Flaw next) {
    nextFlaw.set(next);
  }

  /** Sends an address to fetch the credential from instead of the credential. */
  public void dataShare(boolean share) {
    dataShare = share;
  }

  /** Announces shares at this address, such as a foreign host's, instead of MOSIP's own; null ends it. */
  public void dataShareBase(URI elsewhere) {
    shareBase = elsewhere == null ? null : elsewhere.toString().replaceAll("/+$", "");
  }

  public void rotateSigningKey() {
    signingKeys = Jwt.newKeys();
  }

  public String verificationMethod() {
    return base + "/.well-known/public-key.json";
  }

  /** Another address of the same key, at which the credentials of one record point from now on. */
  public String verificationMethod(String query) {
    return verificationMethod() + "?" + query;
  }

  /** Lets the credentials of a record name {@link #verificationMethod(String)}. */
  public void keyAddress(CoreEvent record, String query) {
    keyQueries.put(record.id(), query);
  }

  private String methodFor(Packet packet) {
    String query = packet.label("metaData", "crvsRecordRef").map(keyQueries::get).orElse(null);
    return query == null ? verificationMethod() : verificationMethod(query);
  }

  /** The VID issued for a RID; the same however often it is issued. */
  public String vid(String rid) {
    return vids.computeIfAbsent(rid, id -> Declaration.digits(16));
  }

  public String uin(String rid) {
    return uins.computeIfAbsent(rid, id -> Declaration.digits(10));
  }

  Answer publicKey(Call call) {
    return Answer.json(
        200,
        JsonText.object()
            .add("@context", "https://w3id.org/security/v2")
            .add("type", "RsaVerificationKey2018")
            .add("id", verificationMethod())
            .add("controller", base + "/.well-known/controller.json")
            .add("publicKeyPem", RecordToken.pem(signingKeys))
            .build());
  }

  Answer controller(Call call) {
    return Answer.json(
        200,
        JsonText.object()
            .add("@context", "https://w3id.org/security/v2")
            .add("id", base + "/.well-known/controller.json")
            .add("assertionMethod", JsonText.array().add(verificationMethod()))
            .build());
  }

  Answer shared(Call call) {
    String id = call.path().substring(call.path().lastIndexOf('/') + 1);
    return Optional.ofNullable(shared.get(id))
        .map(credential -> Answer.of(200, "text/plain", credential))
        .orElseGet(() -> Answer.of(404, "text/plain", "no such share"));
  }

  /** A credential for a packet in a forger's hands. */
  public CredentialForge forge(Packet packet) {
    return new CredentialForge(this, packet, signingKeys);
  }

  String sealedText(String text) {
    return CredentialEnvelope.encrypted(text, partner.certificate(), layout);
  }

  /** What MOSIP would sign. */
  JsonObject unsigned(Packet packet) {
    return unsigned(subject(packet, packet.id()));
  }

  /** The event for a packet, as it is published; it belongs to the last request for the credential. */
  public JsonObject event(Packet packet) {
    return event(packet, requests.current(packet.id()));
  }

  JsonObject event(Packet packet, String requestId) {
    Flaw once = nextFlaw.getAndSet(null);
    Flaw hit = once == null ? flaw : once;
    String sealed = sealed(credential(packet, hit), hit);
    JsonObjectBuilder data =
        JsonText.object()
            .addNull("templateTypeCode")
            .add("registrationId", packet.id())
            .add("ExpiryTimestamp", "9999-12-31T23:59:59.999Z")
            .addNull("TransactionLimit")
            .add("credentialType", "vercred")
            .add("protectionKey", Declaration.digits(6));
    metaInfoFields.forEach(label -> packet.label("metaData", label).ifPresent(value -> data.add(label, value)));
    JsonValue shareUri = JsonValue.NULL;
    if (dataShare) {
      String id = UUID.randomUUID().toString();
      shared.put(id, sealed);
      String host = shareBase;
      shareUri = JsonText.value((host == null ? base : host) + "/v1/datashare/get/policy/subscriber/" + id);
    } else {
      data.add("credential", sealed).add("proof", JsonText.object().add("signature", statement(sealed)));
    }
    return announced(data, shareUri, requestId);
  }

  private static JsonObject announced(JsonObjectBuilder data, JsonValue shareUri, String requestId) {
    String now = CoreEvents.now();
    JsonObjectBuilder event =
        JsonText.object()
            .add("id", UUID.randomUUID().toString())
            .add("transactionId", requestId)
            .add("type", JsonText.object().add("namespace", "mosip").add("name", "mosip"))
            .add("timestamp", now)
            .add("dataShareUri", shareUri)
            .add("data", data);
    return JsonText.object()
        .add("publisher", "CREDENTIAL_SERVICE")
        .add("topic", AuthManager.PARTNER_CLIENT + "/" + Hub.CREDENTIAL_ISSUED)
        .add("publishedOn", now)
        .add("event", event)
        .build();
  }

  private String statement(String sealed) {
    String kept = statement;
    return kept.isEmpty() ? Jwt.rs256(JsonText.object().add("credential", sealed).build(), signingKeys.getPrivate()) : kept;
  }

  /** Signs the statement beside the credential, which nobody verifies, once for all: for measuring, where the peers share the processors with the bridge. */
  public void signStatementsOnce() {
    statement = statement("once");
  }

  private JsonObject credential(Packet packet, Flaw hit) {
    String rid = hit == Flaw.OTHER_RID ? packet.refId().replace("_", "") + Declaration.digits(19) : packet.id();
    JsonObject unsigned = unsigned(subject(packet, rid));
    String method = hit == Flaw.OTHER_VERIFICATION_METHOD ? "https://elsewhere.example/.well-known/public-key.json" : methodFor(packet);
    KeyPair keys = hit == Flaw.STRANGERS_KEY ? Jwt.newKeys() : signingKeys;
    String created = CoreEvents.now().replaceFirst("\\.\\d{3}Z$", "Z");
    JsonObject signed = hit == Flaw.SIGNED_AS_TEXT ? CredentialProof.signedAsText(unsigned, created, method, keys.getPrivate()) : CredentialProof.signed(unsigned, created, method, keys.getPrivate());
    return switch (hit) {
      case VID_AFTER_SIGNING -> changed(signed, "VID", Declaration.digits(16));
      case CERTIFICATE_NUMBER_ALTERED -> changed(signed, "birthCertificateNumber", "9999X" + Declaration.digits(7));
      default -> signed;
    };
  }

  private JsonObject subject(Packet packet, String rid) {
    JsonObjectBuilder subject = JsonText.object().add("id", base + "/credentials/" + rid).add("vcVer", "VC-V1");
    Map<String, Optional<String>> known =
        Map.of(
            "VID", Optional.of(vid(packet.id())),
            "UIN", Optional.of(uin(packet.id())),
            "PSUT", Optional.of(UUID.nameUUIDFromBytes(packet.id().getBytes(StandardCharsets.UTF_8)).toString()),
            "birthCertificateNumber", packet.field("birthCertificateNumber"));
    attributes.forEach(name -> known.get(name).ifPresent(value -> subject.add(name, value)));
    return subject.build();
  }

  private JsonObject unsigned(JsonObject subject) {
    return JsonText.object()
        .add("@context", contexts())
        .add("id", base + "/credentials/" + UUID.randomUUID())
        .add("type", JsonText.array().add("VerifiableCredential").add("MOSIPVerifiableCredential"))
        .add("issuer", base + "/.well-known/controller.json")
        .add("issuanceDate", CoreEvents.now())
        .add("credentialSubject", subject)
        .build();
  }

  private static JsonValue contexts() {
    var contexts = JsonText.array();
    CONTEXTS.forEach(contexts::add);
    return contexts.add(JsonText.object().add("sec", "https://w3id.org/security#")).build();
  }

  private static JsonObject changed(JsonObject signed, String attribute, String value) {
    JsonObject subject = JsonText.object(signed.getJsonObject("credentialSubject")).add(attribute, value).build();
    return JsonText.object(signed).add("credentialSubject", subject).build();
  }

  private String sealed(JsonObject credential, Flaw hit) {
    String sealed = CredentialEnvelope.encrypted(credential.toString(), partner.certificate(), layout);
    if (hit != Flaw.UNDECRYPTABLE) {
      return sealed;
    }
    int middle = sealed.length() * 3 / 4;
    char other = sealed.charAt(middle) == 'A' ? 'B' : 'A';
    return sealed.substring(0, middle) + other + sealed.substring(middle + 1);
  }
}
