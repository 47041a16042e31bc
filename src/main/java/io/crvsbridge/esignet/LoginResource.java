package io.crvsbridge.esignet;

import io.crvsbridge.kernel.BoundedJson;
import io.crvsbridge.opencrvs.RecordTokens;
import io.crvsbridge.problem.JsonBody;
import io.crvsbridge.problem.Problem;
import io.crvsbridge.problem.ProblemType;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/**
 * Takes logins from forms: the reference middleware's path to finish one, and one of our own to begin it. Whoever fills a form is logged in at Core, and the form sends
 * that token along with whatever it fetches; who has none is refused before eSignet is asked anything.
 */
@Path("/")
public class LoginResource {

    private static final int MOST_BYTES = 16 * 1024;
    private static final int MOST_LETTERS = 4096;
    private static final String VERIFIER = "[A-Za-z0-9._~-]{43,128}";
    private static final String LOCALES = "[A-Za-z0-9 -]{1,100}";

    private final RecordTokens tokens;
    private final Logins logins;
    private final Authorizations authorizations;
    private final Refusals refusals;

    @Inject
    public LoginResource(RecordTokens tokens, Logins logins, Authorizations authorizations, Refusals refusals) {
        this.tokens = tokens;
        this.logins = logins;
        this.authorizations = authorizations;
        this.refusals = refusals;
    }

    /** Redeems the code that eSignet gave the form. */
    @POST
    @Path("get-oidp-user-info")
    @Operation(summary = "Who logged in at eSignet", description = "Query: code, state, and eSignet's iss if the form has it. Body: clientId, redirectUri, and codeVerifier and nonce if the form used them.")
    @APIResponse(responseCode = "200", description = "The person's data for the form, by the country's mapping, with verificationStatus and sub.")
    @APIResponse(responseCode = "401", description = "The bearer is no authentic token of Core's.")
    @APIResponse(responseCode = "403", description = "eSignet does not accept the code, or the origin may not ask.")
    @APIResponse(responseCode = "422", description = "Not a request that can be understood, or another client, redirect URI or state than ours.")
    @APIResponse(responseCode = "500", description = "eSignet is not set up here, or does not know us.")
    @APIResponse(responseCode = "502", description = "eSignet's answer proves nothing.")
    @APIResponse(responseCode = "503", description = "eSignet cannot be reached.")
    public Response finish(@Context HttpHeaders headers, @Context UriInfo uri, InputStream body) {
        letIn(headers);
        JsonObject json = read(headers, body);
        Login stated = new Login(need(json, "clientId"), need(json, "redirectUri"), text(json, "codeVerifier"), text(json, "nonce"));
        if (!stated.codeVerifier().map(v -> v.matches(VERIFIER)).orElse(true)) {
            throw malformed("codeVerifier");
        }
        LoginGate.Request request = new LoginGate.Request(need(uri, "code"), need(uri, "state"), query(uri, "iss"), stated);
        return answered(() -> logins.finish(request));
    }

    /** Begins a login with PKCE, a nonce and a state of ours. */
    @POST
    @Path("authorization-request")
    @Operation(summary = "Where a person logs in", description = "Body: clientId, redirectUri, and uiLocales if wanted.")
    @APIResponse(responseCode = "200", description = "authorizationUrl, its state, and for how many seconds that is good.")
    @APIResponse(responseCode = "401", description = "The bearer is no authentic token of Core's.")
    @APIResponse(responseCode = "422", description = "Not a request that can be understood, or another client or redirect URI than ours.")
    @APIResponse(responseCode = "500", description = "eSignet is not set up here, or does not know us.")
    @APIResponse(responseCode = "503", description = "eSignet cannot be reached.")
    public Response begin(@Context HttpHeaders headers, InputStream body) {
        letIn(headers);
        JsonObject json = read(headers, body);
        Optional<String> locales = text(json, "uiLocales");
        if (!locales.map(l -> l.matches(LOCALES)).orElse(true)) {
            throw malformed("uiLocales");
        }
        return answered(() -> authorizations.begin(need(json, "clientId"), need(json, "redirectUri"), locales));
    }

    /** Any token that Core signed for us will do, a user's or a record's: nothing is confirmed by it. */
    private void letIn(HttpHeaders headers) {
        List<String> authorization = headers.getRequestHeader(HttpHeaders.AUTHORIZATION);
        tokens.authentic(authorization == null ? List.of() : authorization);
    }

    private Response answered(Supplier<JsonObject> answer) {
        try {
            return Response.ok(answer.get().toString(), MediaType.APPLICATION_JSON_TYPE).header("Cache-Control", "no-store").build();
        } catch (Untrusted e) {
            throw refusals.untrusted(e.why());
        }
    }

    private static JsonObject read(HttpHeaders headers, InputStream body) {
        try {
            return BoundedJson.read(JsonBody.bytes(headers, body, MOST_BYTES));
        } catch (BoundedJson.Unfit e) {
            throw new Problem(ProblemType.UNREADABLE, e.getMessage());
        }
    }

    private static String need(JsonObject json, String member) {
        return text(json, member).orElseThrow(() -> malformed(member));
    }

    /** Absent and null are the same. */
    private static Optional<String> text(JsonObject json, String member) {
        if (!json.containsKey(member) || json.isNull(member)) {
            return Optional.empty();
        }
        return Optional.of(json.get(member)).map(v -> v instanceof JsonString text && fits(text.getString()) ? text.getString() : null).or(() -> {
            throw malformed(member);
        });
    }

    private static String need(UriInfo uri, String parameter) {
        return query(uri, parameter).orElseThrow(() -> malformed(parameter));
    }

    private static Optional<String> query(UriInfo uri, String parameter) {
        List<String> values = uri.getQueryParameters().getOrDefault(parameter, List.of());
        if (values.size() > 1 || values.stream().anyMatch(v -> !fits(v))) {
            throw malformed(parameter);
        }
        return values.stream().findFirst();
    }

    private static boolean fits(String text) {
        return !text.isBlank() && text.length() <= MOST_LETTERS && text.chars().noneMatch(Character::isISOControl);
    }

    private static Problem malformed(String name) {
        return new Problem(ProblemType.UNREADABLE, name + " is missing or not as it should be");
    }
}
