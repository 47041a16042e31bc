package io.crvsbridge.credential;

import java.util.List;
import java.util.Map;

import io.crvsbridge.credential.CredentialRefused.Cause;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;

/**
 * Admits only documents whose words have the meaning that we pinned, and reads them from their statements (MOSIP
 * contract, section 5.5).
 */
final class CredentialReader {

    private static final String CONTEXT = "@context";
    /** MOSIP names three. Each costs its processing as often as it is named. */
    private static final int MAX_CONTEXTS = 8;
    /** The one inline context that MOSIP adds; it defines a prefix and renames nothing. */
    private static final String INLINE_PREFIX = "sec";
    private static final String INLINE_IRI = "https://w3id.org/security#";

    private final PinnedContexts contexts;
    private final UnsignedTerms unsignedTerms;

    CredentialReader(PinnedContexts contexts) {
        this.contexts = contexts;
        this.unsignedTerms = new UnsignedTerms(contexts);
    }

    /** Refuses what must not reach the JSON-LD processor. */
    void check(JsonObject vc) throws CredentialRefused {
        CredentialJson.check(vc);
        JsonValue context = vc.get(CONTEXT);
        List<JsonValue> entries = context instanceof JsonArray array ? array : listOf(context);
        if (entries.size() > MAX_CONTEXTS) {
            throw new CredentialRefused(Cause.TOO_LARGE, "The credential names too many contexts");
        }
        for (JsonValue entry : entries) {
            if (!isPinned(entry)) {
                throw new CredentialRefused(Cause.CONTEXT_NOT_PINNED, "The credential names a context that is not pinned");
            }
        }
        for (Map.Entry<String, JsonValue> member : vc.entrySet()) {
            if (!member.getKey().equals(CONTEXT)) {
                refuseKeywords(member.getKey(), member.getValue());
            }
        }
    }

    private static List<JsonValue> listOf(JsonValue context) throws CredentialRefused {
        if (context == null) {
            throw new CredentialRefused(Cause.MALFORMED, "The credential names no context");
        }
        return List.of(context);
    }

    private boolean isPinned(JsonValue entry) {
        if (entry instanceof JsonString url) {
            return contexts.holds(url.getString());
        }
        return entry instanceof JsonObject inline && inline.size() == 1
                && inline.get(INLINE_PREFIX) instanceof JsonString iri && iri.getString().equals(INLINE_IRI);
    }

    /** MOSIP writes id and type; any keyword below the top, a further context above all, serves only a forger. */
    private static void refuseKeywords(String name, JsonValue value) throws CredentialRefused {
        if (name.startsWith("@")) {
            throw new CredentialRefused(name.equals(CONTEXT) ? Cause.CONTEXT_NOT_PINNED : Cause.MALFORMED,
                    "The credential uses JSON-LD keywords beside its context");
        }
        if (value instanceof JsonObject object) {
            for (Map.Entry<String, JsonValue> member : object.entrySet()) {
                refuseKeywords(member.getKey(), member.getValue());
            }
        } else if (value instanceof JsonArray array) {
            for (JsonValue item : array) {
                refuseKeywords("", item);
            }
        }
    }

    /** What a checked document without its proof says. */
    SignedCredential read(JsonObject document, Statements statements) throws CredentialRefused {
        SubjectReading reading = new SubjectReading(statements);
        Map<String, String> unsigned = unsignedTerms.of(document, onlySubject(document), reading);
        return new SignedCredential(reading.credential(), reading.issuer(), reading.subject(), reading.claims(),
                unsigned.keySet(), unsigned);
    }

    private static JsonObject onlySubject(JsonObject document) throws CredentialRefused {
        JsonValue subject = document.get("credentialSubject");
        JsonValue only = subject instanceof JsonArray array && array.size() == 1 ? array.get(0) : subject;
        if (only instanceof JsonObject object) {
            return object;
        }
        throw new CredentialRefused(Cause.MALFORMED, "The credential does not have exactly one subject");
    }
}
