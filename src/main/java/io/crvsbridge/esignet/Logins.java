package io.crvsbridge.esignet;

import io.crvsbridge.esignet.LoginGate.Request;
import io.crvsbridge.esignet.Providers.Provider;
import io.crvsbridge.esignet.Untrusted.Cause;
import io.crvsbridge.userinfo.SignedUserinfo;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.JsonObject;

/** Finishes logins: the code is redeemed, what comes is proved, mapped for the form, and kept sealed for the packet. */
@Singleton
class Logins {

    private final LoginGate gate;
    private final Providers providers;
    private final CodeExchange exchange;
    private final Proofs proofs;
    private final ClaimMapping mapping;
    private final SignedUserinfo kept;
    private final Refusals refusals;

    @Inject
    Logins(LoginGate gate, Providers providers, CodeExchange exchange, Proofs proofs, EsignetSettings settings, SignedUserinfo kept, Refusals refusals) {
        this.gate = gate;
        this.providers = providers;
        this.exchange = exchange;
        this.proofs = proofs;
        this.mapping = settings.mapping();
        this.kept = kept;
        this.refusals = refusals;
    }

    /** The answer to the form. @throws io.crvsbridge.problem.Problem when nobody is authenticated by it */
    JsonObject finish(Request request) {
        Login login = gate.admitted(request);
        Provider provider = providers.current();
        gate.checkIssuer(request, provider);
        Proofs.Userinfo userinfo = proved(request.code(), login, provider);
        kept.keep(userinfo.subject(), userinfo.signed());
        refusals.authenticated();
        return mapping.answer(userinfo.subject(), userinfo.claims());
    }

    /** The ID token says who logged in by this code; without it, userinfo could be of anybody (OpenID Connect Core 1.0, section 5.3.2). */
    private Proofs.Userinfo proved(String code, Login login, Provider provider) {
        CodeExchange.Tokens tokens = exchange.redeem(code, login, provider);
        String subject = proofs.idToken(tokens.idToken(), provider, login);
        Proofs.Userinfo userinfo = proofs.userinfo(exchange.userinfo(tokens, provider), provider, login);
        if (!userinfo.subject().equals(subject)) {
            throw new Untrusted(Cause.SUBJECT);
        }
        return userinfo;
    }
}
