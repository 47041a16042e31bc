package io.crvsbridge.decision;

import io.crvsbridge.action.Decisions;
import io.crvsbridge.action.Decisions.Question;
import io.crvsbridge.kernel.ActionKey;
import io.crvsbridge.kernel.BoundedJson;
import io.crvsbridge.kernel.JsonMaking;
import io.crvsbridge.opencrvs.CoreGateway;
import io.crvsbridge.opencrvs.RecordToken;
import io.crvsbridge.opencrvs.RecordTokens;
import io.crvsbridge.opencrvs.RefusedTokens;
import io.crvsbridge.problem.JsonBody;
import io.crvsbridge.problem.Problem;
import io.crvsbridge.problem.ProblemType;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** What waits for a human's decision, and the decision. The bearer is a user's token of Core; what he may decide depends on the event types of his scope. */
@Path("/open")
public class DecisionResource {

    private static final int MOST_BYTES = 4 * 1024;
    private static final int MOST_REASON = 300;
    private static final Pattern ACCOUNT = Pattern.compile("[A-Za-z0-9._-]{1,100}");
    private static final Pattern ID = Pattern.compile("[0-9a-fA-F-]{36}");

    private final RecordTokens tokens;
    private final RefusedTokens refusals;
    private final DecisionSettings settings;
    private final Decisions decisions;
    private final CoreGateway core;

    @Inject
    public DecisionResource(RecordTokens tokens, RefusedTokens refusals, DecisionSettings settings, Decisions decisions, CoreGateway core) {
        this.tokens = tokens;
        this.refusals = refusals;
        this.settings = settings;
        this.decisions = decisions;
        this.core = core;
    }

    /** The oldest first. */
    @GET
    @Operation(summary = "What waits for a decision", description = "The bearer is a user's token of Core with the scope DECISION_SCOPE. At most a thousand, the oldest first; no declaration is told.")
    @APIResponse(responseCode = "200", description = "A list: id, Core's ids of event and action, types, tracking id, the rule and its reason, time of arrival.")
    @APIResponse(responseCode = "401", description = "The token is not authentic.")
    @APIResponse(responseCode = "403", description = "The token lacks the scope, or is a record's.")
    @APIResponse(responseCode = "404", description = "No scope is set.")
    public Response list(@Context HttpHeaders headers) {
        String scope = scope();
        RecordToken token = caller(headers);
        JsonArrayBuilder list = JsonMaking.array();
        decisions.open(eventType -> token.permits(scope, eventType)).forEach(question -> list.add(json(question)));
        return Response.ok(list.build().toString(), MediaType.APPLICATION_JSON_TYPE).header("Cache-Control", "no-store").build();
    }

    /** Core is told next; what the rule sets goes along with an acceptance. */
    @POST
    @Path("/{id}")
    @Operation(summary = "Decides", description = "The body is {\"decision\": \"accept\" | \"reject\", \"reason\": \"…\"}; the reason, without personal data, is kept in the history.")
    @APIResponse(responseCode = "202", description = "Core is told; the row stays until Core has confirmed.")
    @APIResponse(responseCode = "401", description = "The token is not authentic.")
    @APIResponse(responseCode = "403", description = "The token may not decide this.")
    @APIResponse(responseCode = "404", description = "Nothing of this id waits for a decision, or no scope is set.")
    @APIResponse(responseCode = "409", description = "Core takes no later reject of this type of action.")
    @APIResponse(responseCode = "422", description = "The body is no decision.")
    public Response decide(@PathParam("id") String id, @Context HttpHeaders headers, InputStream body) {
        String scope = scope();
        RecordToken token = caller(headers);
        JsonObject decision = read(JsonBody.bytes(headers, body, MOST_BYTES));
        boolean accept = accepts(decision);
        String by = token.subject().filter(user -> ACCOUNT.matcher(user).matches()).orElse("a user of Core");
        Optional<ActionKey> key = !ID.matcher(id).matches() ? Optional.empty()
                : decisions.decided(id, accept, reason(decision), by, eventType -> token.permits(scope, eventType), core::rejectable, core::mustWait);
        ActionKey decided = key.orElseThrow(() -> new Problem(ProblemType.NOT_FOUND, "Nothing of this id waits for a decision of yours"));
        return Response.accepted(JsonMaking.object().add("id", id).add("actionId", decided.actionId()).build().toString()).type(MediaType.APPLICATION_JSON_TYPE).build();
    }

    private String scope() {
        return settings.scope().orElseThrow(() -> new Problem(ProblemType.NOT_FOUND, null));
    }

    /** A record's token is for that record's trigger, not for a decision of somebody's. */
    private RecordToken caller(HttpHeaders headers) {
        List<String> authorization = headers.getRequestHeader(HttpHeaders.AUTHORIZATION);
        RecordToken token = tokens.authentic(authorization == null ? List.of() : authorization);
        if (token.key().isPresent() || !token.carries(scope())) {
            throw refusals.refused(RefusedTokens.Cause.SCOPE);
        }
        return token;
    }

    private static JsonObject read(byte[] body) {
        try {
            return BoundedJson.read(body);
        } catch (BoundedJson.Unfit e) {
            throw new Problem(ProblemType.CALLER_ERROR, "The body is no JSON object");
        }
    }

    private static boolean accepts(JsonObject decision) {
        String word = decision.get("decision") instanceof JsonString text ? text.getString() : "";
        if (!word.equals("accept") && !word.equals("reject")) {
            throw new Problem(ProblemType.CALLER_ERROR, "'decision' must be accept or reject");
        }
        return word.equals("accept");
    }

    private static Optional<String> reason(JsonObject decision) {
        if (decision.containsKey("reason") && !(decision.get("reason") instanceof JsonString text && text.getString().length() <= MOST_REASON)) {
            throw new Problem(ProblemType.CALLER_ERROR, "'reason' is a text of at most " + MOST_REASON + " characters");
        }
        return Optional.ofNullable(decision.getString("reason", null)).map(String::strip).filter(reason -> !reason.isEmpty());
    }

    private static JsonObjectBuilder json(Question question) {
        JsonObjectBuilder json = JsonMaking.object().add("id", question.id()).add("eventId", question.key().eventId()).add("actionId", question.key().actionId())
                .add("event", question.eventType()).add("action", question.actionType()).add("rule", question.rule()).add("since", question.receivedAt().toString());
        question.customActionType().ifPresent(name -> json.add("customAction", name));
        question.trackingId().ifPresent(id -> json.add("trackingId", id));
        question.reason().ifPresent(reason -> json.add("reason", reason));
        return json;
    }
}
