package io.crvsbridge.esignet;

import io.crvsbridge.esignet.Providers.Provider;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** Which logins are ours to begin or to finish: those of our own client that go back to the form, with the state that they began with. */
@Singleton
class LoginGate {

    private final List<String> missing;
    private final List<String> clients;
    private final RedirectUris redirects;
    private final boolean ownStateOnly;
    private final LoginStates states;
    private final Refusals refusals;

    @Inject
    LoginGate(EsignetSettings settings, LoginStates states, Refusals refusals) {
        this(settings.missing(), settings.find(EsignetSettings.CLIENTS).orElse(List.of()), settings.redirects(), settings.get(EsignetSettings.STATE), states, refusals);
    }

    LoginGate(List<String> missing, List<String> clients, RedirectUris redirects, boolean ownStateOnly, LoginStates states, Refusals refusals) {
        this.missing = missing;
        this.clients = clients;
        this.redirects = redirects;
        this.ownStateOnly = ownStateOnly;
        this.states = states;
        this.refusals = refusals;
    }

    /**
     * What a form sends when the person is back from eSignet.
     *
     * @param code   eSignet's, to be redeemed
     * @param state  ours, or the form's own
     * @param issuer eSignet's {@code iss} from the redirect (RFC 9207), if the form passes it on
     * @param stated client, redirect URI, and perhaps verifier and nonce, by the form's word
     */
    record Request(String code, String state, Optional<String> issuer, Login stated) {

        /** Masked. */
        @Override
        public String toString() {
            return "Request[" + stated.clientId() + "]";
        }
    }

    /** A new login, if it may be. */
    Login begun(String clientId, String redirectUri, BiFunction<String, String, Login> begin) {
        check(clientId, redirectUri);
        return begin.apply(clientId, redirectUri);
    }

    /**
     * The login that a request wants to finish. A state of ours says how it began; the form's word then has to agree with it. Otherwise the form's word is all there is,
     * as with the reference middleware, which leaves the query out of the redirect URI.
     *
     * @throws io.crvsbridge.problem.Problem when it is none of ours
     */
    Login admitted(Request request) {
        Login stated = request.stated();
        String bare = stated.redirectUri().replaceAll("(?s)[?#].*", "");
        check(stated.clientId(), bare);
        if (LoginStates.ours(request.state())) {
            Login begun = states.open(request.state()).orElseThrow(() -> refusals.caller("The state is not one of this server, or is too old; begin the login again"));
            if (!begun.clientId().equals(stated.clientId()) || !begun.redirectUri().equals(bare)) {
                throw refusals.caller("The login began with another client or redirect URI");
            }
            return begun;
        }
        if (ownStateOnly) {
            throw refusals.caller("A login begins with POST /esignet/authorization-request here");
        }
        return new Login(stated.clientId(), bare, stated.codeVerifier(), stated.nonce());
    }

    private void check(String clientId, String redirectUri) {
        if (!missing.isEmpty()) {
            throw refusals.notSetUp(String.join(", ", missing));
        }
        if (!clients.contains(clientId)) {
            throw refusals.caller("This clientId is not set up here");
        }
        if (!redirects.allow(redirectUri)) {
            throw refusals.caller("This redirectUri is not allowed here");
        }
    }

    /** @throws io.crvsbridge.problem.Problem when somebody else sent the person back */
    void checkIssuer(Request request, Provider provider) {
        boolean demanded = provider.namesIssuer() && LoginStates.ours(request.state());
        if (!request.issuer().map(provider.issuer()::equals).orElse(!demanded)) {
            throw refusals.caller("The redirect's iss is missing or not eSignet's");
        }
    }
}
