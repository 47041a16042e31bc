package io.crvsbridge.credential;

import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Map;

import io.crvsbridge.credential.CredentialRefused.Cause;
import jakarta.json.JsonArray;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;

/**
 * Judges whether a credential is MOSIP's: RsaSignature2018 over the canonical RDF of the proof's options and of the
 * document (MOSIP contract, section 5.5). Everything cheap is checked before anything is fetched or canonicalised.
 */
public final class CredentialProof {

    private static final String SECURITY_CONTEXT = "https://w3id.org/security/v2";
    private static final JsonBuilderFactory JSON = JsonProvider.provider().createBuilderFactory(Map.of());

    private final PinnedContexts contexts;
    private final VerificationKeys keys;
    private final CredentialReader reader;

    public CredentialProof(PinnedContexts contexts, VerificationKeys keys) {
        if (!contexts.holds(SECURITY_CONTEXT)) {
            throw new IllegalArgumentException("JSON-LD contexts: " + SECURITY_CONTEXT + " is needed to verify a proof");
        }
        this.contexts = contexts;
        this.keys = keys;
        this.reader = new CredentialReader(contexts);
    }

    /** What a credential says that came just now, its proof being good. */
    public SignedCredential verify(JsonObject vc) throws CredentialRefused {
        return verify(vc, keys.now());
    }

    /**
     * What the credential says, its proof being good.
     *
     * @param arrived when it came; only a key that was published at that time or later can prove it bad
     */
    public SignedCredential verify(JsonObject vc, Instant arrived) throws CredentialRefused {
        reader.check(vc);
        JsonObject proof = onlyProof(vc.get("proof"));
        String method = checkedMethod(proof);
        DetachedSignature signature = DetachedSignature.parse(text(proof, "jws"));
        JsonObject document = withoutProof(vc);
        Statements statements = Statements.of(document, contexts);
        byte[] signed = joined(options(proof).canonicalHash(), statements.canonicalHash());
        checkSignature(signature, method, signed, arrived);
        Validity.check(statements, keys.now());
        return reader.read(document, statements);
    }

    /** What the credential says, its proof not looked at: for the switch that turns verification off. */
    public SignedCredential unchecked(JsonObject vc) throws CredentialRefused {
        reader.check(vc);
        JsonObject document = withoutProof(vc);
        return reader.read(document, Statements.of(document, contexts));
    }

    private static JsonObject onlyProof(JsonValue proof) throws CredentialRefused {
        JsonValue only = proof instanceof JsonArray array && array.size() == 1 ? array.get(0) : proof;
        if (only instanceof JsonObject object) {
            return object;
        }
        if (proof instanceof JsonArray array && array.size() > 1) {
            throw new CredentialRefused(Cause.PROOF_UNSUPPORTED, "The credential has several proofs");
        }
        throw new CredentialRefused(Cause.PROOF_MISSING, "The credential has no proof");
    }

    private String checkedMethod(JsonObject proof) throws CredentialRefused {
        if (!text(proof, "type").equals("RsaSignature2018") || !text(proof, "proofPurpose").equals("assertionMethod")) {
            throw new CredentialRefused(Cause.PROOF_UNSUPPORTED, "The proof is not an RsaSignature2018 for assertionMethod");
        }
        String method = text(proof, "verificationMethod");
        if (!keys.allows(method)) {
            throw new CredentialRefused(Cause.METHOD_NOT_ALLOWED, "The verification method is not on our list");
        }
        return method;
    }

    private static String text(JsonObject proof, String member) throws CredentialRefused {
        if (proof.get(member) instanceof JsonString string) {
            return string.getString();
        }
        throw new CredentialRefused(Cause.PROOF_INVALID, "The proof has no " + member);
    }

    private static JsonObject withoutProof(JsonObject vc) {
        return JSON.createObjectBuilder(vc).remove("proof").build();
    }

    private Statements options(JsonObject proof) throws CredentialRefused {
        return Statements.of(
                JSON.createObjectBuilder(proof).remove("jws").add("@context", SECURITY_CONTEXT).build(), contexts);
    }

    private static byte[] joined(byte[] options, byte[] document) {
        byte[] both = new byte[options.length + document.length];
        System.arraycopy(options, 0, both, 0, options.length);
        System.arraycopy(document, 0, both, options.length, document.length);
        return both;
    }

    /** A signature that fails under the key we hold gets one more chance under the key as it is published now. */
    private void checkSignature(DetachedSignature signature, String method, byte[] signed, Instant arrived) throws CredentialRefused {
        RSAPublicKey held = keys.current(method);
        if (!signature.verifies(held, signed)) {
            RSAPublicKey published = keys.publishedSince(method, arrived);
            if (published.equals(held) || !signature.verifies(published, signed)) {
                throw new CredentialRefused(Cause.PROOF_INVALID, "The proof's signature does not match the credential");
            }
        }
    }
}
