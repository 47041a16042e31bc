package io.crvsbridge.credential;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a credential says under its signature. Text beside it that no context defines, and that anybody could have
 * altered (MOSIP contract, section 5.5), is kept apart and is good for refusing only.
 *
 * @param claims what the signature covers about the subject, by the local name of the property
 * @param unsignedTerms the subject's members that the signature does not cover
 * @param unbelievedTexts the values of those members
 */
public record SignedCredential(String id, String issuer, String subjectId, Map<String, String> claims, Set<String> unsignedTerms,
        Map<String, String> unbelievedTexts) {

    public SignedCredential {
        claims = Map.copyOf(claims);
        unsignedTerms = Set.copyOf(unsignedTerms);
        unbelievedTexts = Map.copyOf(unbelievedTexts);
    }

    /** The last path segment of the subject's id: MOSIP puts the RID there. */
    public String reference() {
        String path = subjectId.split("[?#]", 2)[0];
        return path.substring(path.lastIndexOf('/') + 1);
    }

    public Optional<String> claim(String name) {
        return Optional.ofNullable(claims.get(name));
    }

    /** A value that nobody vouches for: it may contradict what we know, it can prove nothing. */
    public Optional<String> unbelievedText(String term) {
        return Optional.ofNullable(unbelievedTexts.get(term));
    }

    /** Names only, no values. */
    @Override
    public String toString() {
        return "SignedCredential[issuer=" + issuer + ", claims=" + claims.keySet() + ", unsigned=" + unsignedTerms.size() + "]";
    }
}
