package io.crvsbridge.simulators;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The canonical N-Quads of one fixed shape of document: a MOSIP credential with named nodes only, and its proof options.
 *
 * <p>With no blank node in the credential and just one in the options, RDF canonicalisation comes down to writing each statement and
 * sorting the lines. Terms that no context defines leave no statement, as in the real thing (MOSIP contract, section 5.5).
 */
final class Nquads {

  private static final String RDF_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>";
  private static final String DATE_TIME = "^^<http://www.w3.org/2001/XMLSchema#dateTime>";
  private static final String VC = "https://www.w3.org/2018/credentials#";
  private static final String MOSIP = "https://api.collab.mosip.net/mosip#";
  private static final String SECURITY = "https://w3id.org/security#";
  /** The plain terms of the MOSIP context that a subject may carry. */
  private static final Set<String> SUBJECT_TERMS = Set.of("vcVer", "UIN", "VID", "dateOfBirth", "email", "phone", "postalCode", "face");
  private static final Map<String, String> TYPES = Map.of("VerifiableCredential", VC + "VerifiableCredential");

  private final TreeSet<String> lines = new TreeSet<>();

  static String ofCredential(JsonObject credential) {
    Nquads quads = new Nquads();
    String id = '<' + credential.getString("id") + '>';
    for (JsonValue type : credential.getJsonArray("type")) {
      // A type without a definition is a relative reference, which RDF drops.
      String name = TYPES.get(((JsonString) type).getString());
      if (name != null) {
        quads.line(id, RDF_TYPE, '<' + name + '>');
      }
    }
    quads.line(id, '<' + VC + "issuer>", '<' + credential.getString("issuer") + '>');
    quads.line(id, '<' + VC + "issuanceDate>", literal(credential.getString("issuanceDate")) + DATE_TIME);
    if (credential.containsKey("expirationDate")) {
      quads.line(id, '<' + VC + "expirationDate>", literal(credential.getString("expirationDate")) + DATE_TIME);
    }
    quads.subject(id, credential.getJsonObject("credentialSubject"));
    return quads.text();
  }

  static String ofProofOptions(JsonObject proof) {
    Nquads quads = new Nquads();
    quads.line("_:c14n0", "<http://purl.org/dc/terms/created>", literal(proof.getString("created")) + DATE_TIME);
    quads.line("_:c14n0", RDF_TYPE, '<' + SECURITY + proof.getString("type") + '>');
    quads.line("_:c14n0", '<' + SECURITY + "proofPurpose>", '<' + SECURITY + proof.getString("proofPurpose") + '>');
    quads.line("_:c14n0", '<' + SECURITY + "verificationMethod>", '<' + proof.getString("verificationMethod") + '>');
    return quads.text();
  }

  private void subject(String credential, JsonObject subject) {
    String id = '<' + subject.getString("id") + '>';
    line(credential, '<' + VC + "credentialSubject>", id);
    for (Map.Entry<String, JsonValue> attribute : subject.entrySet()) {
      if (!SUBJECT_TERMS.contains(attribute.getKey())) {
        continue;
      }
      if (attribute.getValue() instanceof JsonArray || attribute.getValue() instanceof JsonObject) {
        throw new IllegalArgumentException("only plain texts are canonicalised here: " + attribute.getKey());
      }
      line(id, '<' + MOSIP + attribute.getKey() + '>', literal(((JsonString) attribute.getValue()).getString()));
    }
  }

  private void line(String subject, String predicate, String object) {
    lines.add(subject + ' ' + predicate + ' ' + object + " .\n");
  }

  private String text() {
    return String.join("", lines);
  }

  private static String literal(String text) {
    String escaped = text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\r", "\\r");
    return '"' + escaped + '"';
  }
}
