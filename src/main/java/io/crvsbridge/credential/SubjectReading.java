package io.crvsbridge.credential;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.crvsbridge.credential.CredentialRefused.Cause;

/**
 * Reads who the subject is and what is claimed from the statements alone. The compact names in the JSON are never asked:
 * a context can give any name any meaning.
 */
final class SubjectReading {

    private static final String VOCABULARY = "https://www.w3.org/2018/credentials#";
    private static final String TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";

    private final List<Statement> asserted;
    private final String credential;
    private final String issuer;
    private final String subject;

    SubjectReading(Statements statements) throws CredentialRefused {
        asserted = statements.stream().filter(Statement::isAsserted).toList();
        credential = theCredential();
        issuer = onlyObject("issuer");
        subject = onlyObject("credentialSubject");
    }

    String credential() {
        return credential;
    }

    String issuer() {
        return issuer;
    }

    String subject() {
        return subject;
    }

    private String theCredential() throws CredentialRefused {
        List<String> candidates = asserted.stream()
                .filter(each -> each.predicate().equals(TYPE) && each.object().equals(VOCABULARY + "VerifiableCredential"))
                .map(Statement::subject).distinct().toList();
        return onlyIri(candidates, "credential");
    }

    private String onlyObject(String property) throws CredentialRefused {
        List<Statement> found = asserted.stream()
                .filter(each -> each.predicate().equals(VOCABULARY + property)).distinct().toList();
        if (found.size() != 1 || !found.get(0).subject().equals(credential) || found.get(0).isLiteral()) {
            throw new CredentialRefused(Cause.MALFORMED, "The credential does not have exactly one " + property);
        }
        return onlyIri(List.of(found.get(0).object()), property);
    }

    private static String onlyIri(List<String> names, String what) throws CredentialRefused {
        if (names.size() != 1 || names.get(0).startsWith("_:")) {
            throw new CredentialRefused(Cause.MALFORMED, "The document does not hold exactly one " + what + " with an id");
        }
        return names.get(0);
    }

    /** One value under one name: a name that two values or two properties share is left out as ambiguous. */
    Map<String, String> claims() {
        Map<String, String> claims = new HashMap<>();
        Set<String> ambiguous = new HashSet<>();
        for (Statement each : asserted) {
            if (each.subject().equals(subject) && !each.predicate().equals(TYPE)) {
                String name = localName(each.predicate());
                if (!each.isPlainValue() || claims.put(name, each.object()) != null) {
                    ambiguous.add(name);
                }
            }
        }
        claims.keySet().removeAll(ambiguous);
        return claims;
    }

    private static String localName(String iri) {
        return iri.substring(Math.max(iri.lastIndexOf('#'), iri.lastIndexOf('/')) + 1);
    }

    /** Whether the subject's statements hold this text at all. */
    boolean states(String text) {
        return asserted.stream().anyMatch(each -> each.subject().equals(subject) && each.object().equals(text));
    }
}
