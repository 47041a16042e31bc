package io.crvsbridge.esignet;

import io.crvsbridge.esignet.Providers.Provider;
import io.crvsbridge.esignet.Untrusted.Cause;
import io.crvsbridge.kernel.BoundedJson;
import io.crvsbridge.kernel.PeerAnswer;
import io.crvsbridge.kernel.PeerUnreachable;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.ws.rs.core.Form;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.exceptions.FaultToleranceException;

/** A code for tokens, and a token for userinfo (MOSIP contract, section 7). */
@Singleton
class CodeExchange {

    /** Letters that a token may have; one with another could change the header it is put into. */
    private static final String TOKEN = "[A-Za-z0-9._~+/=-]{1,16384}";

    private final EsignetGateway gateway;
    private final ClientAssertions assertions;
    private final DpopProofs proofs;
    private final Refusals refusals;
    private final boolean boundOnly;

    @Inject
    CodeExchange(EsignetGateway gateway, ClientAssertions assertions, DpopProofs proofs, Refusals refusals, EsignetSettings settings) {
        this.gateway = gateway;
        this.assertions = assertions;
        this.proofs = proofs;
        this.refusals = refusals;
        this.boundOnly = settings.get(EsignetSettings.DPOP) == EsignetSettings.Dpop.ON;
    }

    /** What came for a code. @param bound whether the access token goes with a proof of ours */
    record Tokens(String access, boolean bound, String idToken) {

        /** Masked. */
        @Override
        public String toString() {
            return "Tokens[bound=" + bound + "]";
        }
    }

    /** @throws io.crvsbridge.problem.Problem when eSignet gives none */
    Tokens redeem(String code, Login login, Provider provider) {
        PeerAnswer answer = reached(() -> provider.dpop()
                ? proofs.proving("POST", provider.token(), Optional.empty(), proof -> gateway.token(provider.token(), proof, form(code, login, provider)))
                : gateway.token(provider.token(), Map.of(), form(code, login, provider)));
        if (answer.status() != 200) {
            throw refusals.of(answer);
        }
        JsonObject json = json(answer);
        String access = text(json, "access_token").filter(t -> t.matches(TOKEN)).orElseThrow(() -> new Untrusted(Cause.ODD_ANSWER));
        boolean bound = provider.dpop() && text(json, "token_type").filter(DpopProofs.HEADER::equalsIgnoreCase).isPresent();
        if (boundOnly && !bound) {
            throw new Untrusted(Cause.UNBOUND);
        }
        return new Tokens(access, bound, text(json, "id_token").orElseThrow(() -> new Untrusted(Cause.ODD_ANSWER)));
    }

    /** Made anew for each try: an assertion is good once. */
    private Form form(String code, Login login, Provider provider) {
        Form form = new Form().param("grant_type", "authorization_code").param("code", code).param("redirect_uri", login.redirectUri());
        login.codeVerifier().ifPresent(v -> form.param("code_verifier", v));
        return assertions.proving(login.clientId(), provider, form);
    }

    /** The body of the answer, not yet proved. @throws io.crvsbridge.problem.Problem when eSignet gives none */
    String userinfo(Tokens tokens, Provider provider) {
        String scheme = tokens.bound() ? DpopProofs.HEADER : "Bearer";
        Map<String, String> authorization = Map.of("Authorization", scheme + " " + tokens.access());
        PeerAnswer answer = reached(() -> tokens.bound()
                ? proofs.proving("GET", provider.userinfo(), Optional.of(tokens.access()), proof -> gateway.userinfo(provider.userinfo(), both(authorization, proof)))
                : gateway.userinfo(provider.userinfo(), authorization));
        if (answer.status() != 200) {
            throw refusals.of(answer);
        }
        return answer.body();
    }

    private static Map<String, String> both(Map<String, String> one, Map<String, String> other) {
        Map<String, String> all = new java.util.HashMap<>(one);
        all.putAll(other);
        return all;
    }

    /** @throws io.crvsbridge.problem.Problem when there was no complete answer */
    PeerAnswer reached(Supplier<PeerAnswer> call) {
        try {
            return call.get();
        } catch (PeerUnreachable e) {
            throw refusals.away(e.getMessage());
        } catch (FaultToleranceException e) {
            throw refusals.away("calls are held back for a moment, it failed or was too busy lately");
        }
    }

    static JsonObject json(PeerAnswer answer) {
        try {
            return BoundedJson.read(answer.body());
        } catch (BoundedJson.Unfit e) {
            throw new Untrusted(Cause.ODD_ANSWER);
        }
    }

    static Optional<String> text(JsonObject json, String member) {
        return json.get(member) instanceof JsonString text && !text.getString().isBlank() ? Optional.of(text.getString()) : Optional.empty();
    }
}
