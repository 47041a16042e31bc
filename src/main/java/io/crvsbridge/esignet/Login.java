package io.crvsbridge.esignet;

import java.util.Optional;

/**
 * A login as it was begun: what eSignet is told when its code is redeemed, and what its answer must show.
 *
 * @param redirectUri  exactly as in the authorization request
 * @param codeVerifier of PKCE (RFC 7636), where the form or we used it
 * @param nonce        that the ID token must repeat, where one was sent
 */
record Login(String clientId, String redirectUri, Optional<String> codeVerifier, Optional<String> nonce) {

    /** Masked. */
    @Override
    public String toString() {
        return "Login[" + clientId + "]";
    }
}
