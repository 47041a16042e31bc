package io.crvsbridge.credential;

import io.crvsbridge.credential.CredentialRefused.Cause;
import io.crvsbridge.kernel.BoundedJson;
import jakarta.json.JsonObject;

/** Reads what came with a credential; what is unfit refuses the credential. */
public final class CredentialJson {

    private CredentialJson() {}

    public static JsonObject read(byte[] utf8) throws CredentialRefused {
        try {
            return BoundedJson.read(utf8);
        } catch (BoundedJson.Unfit e) {
            throw refused(e);
        }
    }

    static JsonObject read(String text) throws CredentialRefused {
        try {
            return BoundedJson.read(text);
        } catch (BoundedJson.Unfit e) {
            throw refused(e);
        }
    }

    static void check(JsonObject document) throws CredentialRefused {
        try {
            BoundedJson.check(document);
        } catch (BoundedJson.Unfit e) {
            throw refused(e);
        }
    }

    private static CredentialRefused refused(BoundedJson.Unfit unfit) {
        return new CredentialRefused(unfit.tooLarge() ? Cause.TOO_LARGE : Cause.MALFORMED, unfit.getMessage());
    }
}
