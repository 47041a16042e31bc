package io.crvsbridge.simulators;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.function.UnaryOperator;

/** A credential as MOSIP would issue it, with a change of a forger's at any of the places where he might get hold of it. */
public final class CredentialForge {

  private final Credentials issuer;
  private final Packet packet;
  private KeyPair keys;
  private String method;
  private UnaryOperator<JsonObject> beforeSigning = UnaryOperator.identity();
  private UnaryOperator<JsonObject> afterSigning = UnaryOperator.identity();
  private UnaryOperator<String> text = UnaryOperator.identity();
  private UnaryOperator<String> sealed = UnaryOperator.identity();
  private UnaryOperator<JsonObject> data = UnaryOperator.identity();
  private UnaryOperator<String> message = UnaryOperator.identity();

  CredentialForge(Credentials issuer, Packet packet, KeyPair keys) {
    this.issuer = issuer;
    this.packet = packet;
    this.keys = keys;
    this.method = issuer.verificationMethod();
  }

  /** Signed by somebody else. */
  public CredentialForge strangersKey() {
    keys = Jwt.newKeys();
    return this;
  }

  public CredentialForge method(String verificationMethod) {
    method = verificationMethod;
    return this;
  }

  /** What only MOSIP itself could do. */
  public CredentialForge beforeSigning(UnaryOperator<JsonObject> change) {
    beforeSigning = change;
    return this;
  }

  public CredentialForge afterSigning(UnaryOperator<JsonObject> change) {
    afterSigning = change;
    return this;
  }

  /** The signed credential's text, before it is encrypted. */
  public CredentialForge text(UnaryOperator<String> change) {
    text = change;
    return this;
  }

  /** The encrypted credential. */
  public CredentialForge sealed(UnaryOperator<String> change) {
    sealed = change;
    return this;
  }

  /** What the message says in clear beside the credential. */
  public CredentialForge data(UnaryOperator<JsonObject> change) {
    data = change;
    return this;
  }

  /** The whole message's text. */
  public CredentialForge message(UnaryOperator<String> change) {
    message = change;
    return this;
  }

  /** The signed credential. */
  public JsonObject credential() {
    String created = CoreEvents.now().replaceFirst("\\.\\d{3}Z$", "Z");
    return afterSigning.apply(CredentialProof.signed(beforeSigning.apply(issuer.unsigned(packet)), created, method, keys.getPrivate()));
  }

  /** The message that the hub would deliver. */
  public byte[] bytes() {
    JsonObject genuine = issuer.event(packet);
    JsonObject event = genuine.getJsonObject("event");
    String credential = sealed.apply(issuer.sealedText(text.apply(credential().toString())));
    JsonObject clear = data.apply(JsonText.object(event.getJsonObject("data")).add("credential", JsonText.value(credential)).build());
    JsonValue changed = JsonText.object(event).add("data", clear).build();
    return message.apply(JsonText.object(genuine).add("event", changed).build().toString()).getBytes(StandardCharsets.UTF_8);
  }
}
