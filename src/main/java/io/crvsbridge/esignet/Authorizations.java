package io.crvsbridge.esignet;

import io.crvsbridge.esignet.Providers.Provider;
import io.crvsbridge.esignet.Untrusted.Cause;
import io.crvsbridge.kernel.JsonMaking;
import io.crvsbridge.kernel.PeerAnswer;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.core.Form;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Begins logins: the address of eSignet's authorize page, with PKCE, a nonce and a state of ours, pushed to eSignet beforehand where it takes that (RFC 9126). */
@Singleton
public class Authorizations {

    /**
     * For a form that sends people to eSignet itself, as the reference middleware's forms do: without PKCE and nonce.
     *
     * @param address the authorize page with everything but state and redirect URI, which are the form's; more parameters may follow by {@code &}
     */
    public record Link(String clientId, String address) {}

    private final EsignetSettings settings;
    private final LoginGate gate;
    private final Providers providers;
    private final LoginStates states;
    private final EsignetGateway gateway;
    private final CodeExchange exchange;
    private final ClientAssertions assertions;
    private final Refusals refusals;

    @Inject
    Authorizations(EsignetSettings settings, LoginGate gate, Providers providers, LoginStates states, EsignetGateway gateway, CodeExchange exchange, ClientAssertions assertions, Refusals refusals) {
        this.settings = settings;
        this.gate = gate;
        this.providers = providers;
        this.states = states;
        this.gateway = gateway;
        this.exchange = exchange;
        this.assertions = assertions;
        this.refusals = refusals;
    }

    /** Where the person is to be sent. @throws io.crvsbridge.problem.Problem when no login can begin */
    JsonObject begin(String clientId, String redirectUri, Optional<String> locales) {
        Login login = gate.begun(clientId, redirectUri, states::begin);
        Provider provider = providers.current();
        URI page = provider.authorize().orElseThrow(() -> refusals.notSetUp(EsignetSettings.AUTHORIZE.key()));
        String state = states.state(login);
        Map<String, String> request = request(login, state);
        locales.ifPresent(l -> request.put("ui_locales", l));
        String query = provider.par().isPresent() ? pushed(login, provider, request) : encoded(request);
        String address = page + (page.getRawQuery() == null ? "?" : "&") + query;
        return JsonMaking.object().add("authorizationUrl", address).add("state", state).add("expiresIn", LoginStates.GOOD_FOR.toSeconds()).build();
    }

    /** Nothing where eSignet is not set up, or takes only logins that began here. @throws io.crvsbridge.problem.Problem when eSignet was never discovered */
    public Optional<Link> forForms() {
        if (!settings.missing().isEmpty() || settings.get(EsignetSettings.STATE)) {
            return Optional.empty();
        }
        Provider provider = providers.current();
        String client = settings.need(EsignetSettings.CLIENTS).get(0);
        return provider.authorize().map(page -> new Link(client, page + (page.getRawQuery() == null ? "?" : "&") + encoded(common(client))));
    }

    private Map<String, String> request(Login login, String state) {
        Map<String, String> request = common(login.clientId());
        request.put("redirect_uri", login.redirectUri());
        request.put("state", state);
        request.put("nonce", login.nonce().orElseThrow());
        request.put("code_challenge", challenge(login.codeVerifier().orElseThrow()));
        request.put("code_challenge_method", "S256");
        return request;
    }

    private Map<String, String> common(String clientId) {
        Map<String, String> request = new LinkedHashMap<>();
        request.put("response_type", "code");
        request.put("client_id", clientId);
        request.put("scope", settings.get(EsignetSettings.SCOPE));
        request.put("claims", claims());
        settings.find(EsignetSettings.ACR).ifPresent(acr -> request.put("acr_values", acr));
        return request;
    }

    private String claims() {
        JsonObjectBuilder wanted = JsonMaking.object();
        settings.get(EsignetSettings.CLAIMS).forEach(claim -> wanted.add(claim, JsonMaking.object().add("essential", true)));
        return JsonMaking.object().add("userinfo", wanted).add("id_token", JsonObject.EMPTY_JSON_OBJECT).build().toString();
    }

    /** The query that names the pushed request. */
    private String pushed(Login login, Provider provider, Map<String, String> request) {
        Form form = new Form();
        request.forEach((name, value) -> {
            if (!name.equals("client_id")) {
                form.param(name, value);
            }
        });
        PeerAnswer answer = exchange.reached(() -> gateway.push(provider.par().orElseThrow(), assertions.proving(login.clientId(), provider, form)));
        if (answer.status() != 201 && answer.status() != 200) {
            throw refusals.pushed(answer);
        }
        String uri = CodeExchange.text(CodeExchange.json(answer), "request_uri").orElseThrow(() -> new Untrusted(Cause.ODD_ANSWER));
        return encoded(Map.of("client_id", login.clientId())) + "&" + encoded(Map.of("request_uri", uri));
    }

    static String challenge(String verifier) {
        try {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(Map<String, String> parameters) {
        return parameters.entrySet().stream().map(p -> p.getKey() + "=" + URLEncoder.encode(p.getValue(), StandardCharsets.UTF_8)).collect(Collectors.joining("&"));
    }
}
