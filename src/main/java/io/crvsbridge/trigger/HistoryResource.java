package io.crvsbridge.trigger;

import io.crvsbridge.action.ActionStep;
import io.crvsbridge.action.History;
import io.crvsbridge.action.PendingActions;
import io.crvsbridge.kernel.ActionKey;
import io.crvsbridge.kernel.JsonMaking;
import io.crvsbridge.opencrvs.RecordToken;
import io.crvsbridge.opencrvs.RecordTokens;
import io.crvsbridge.opencrvs.RefusedTokens;
import io.crvsbridge.problem.Problem;
import io.crvsbridge.problem.ProblemType;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** What became of an action, for whoever holds its record token: Core's reject carries no reason, so it is told here. */
@Path("/events/{event}/actions/{action}/history")
public class HistoryResource {

    private final RecordTokens tokens;
    private final RefusedTokens refusals;
    private final PendingActions actions;

    @Inject
    public HistoryResource(RecordTokens tokens, RefusedTokens refusals, PendingActions actions) {
        this.tokens = tokens;
        this.refusals = refusals;
        this.actions = actions;
    }

    /** The action is the one that the token names. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "What became of an action", description = "The bearer is the action's record token, which alone says which action is meant.")
    @Parameter(name = "event", in = ParameterIn.PATH, required = true, description = "Its type, such as birth.", schema = @Schema(type = SchemaType.STRING))
    @Parameter(name = "action", in = ParameterIn.PATH, required = true, description = "Its type, such as REGISTER.", schema = @Schema(type = SchemaType.STRING))
    @APIResponse(responseCode = "200", description = "Its state and its steps with their reasons.")
    @APIResponse(responseCode = "401", description = "The token is not authentic.")
    @APIResponse(responseCode = "403", description = "The token names no action.")
    @APIResponse(responseCode = "404", description = "The action is not known here.")
    public String history(@Context HttpHeaders headers) {
        List<String> authorization = headers.getRequestHeader(HttpHeaders.AUTHORIZATION);
        RecordToken token = tokens.authentic(authorization == null ? List.of() : authorization);
        ActionKey key = token.key().orElseThrow(() -> refusals.refused(RefusedTokens.Cause.SCOPE));
        return actions.history(new ActionKey(key.eventId().toLowerCase(Locale.ROOT), key.actionId().toLowerCase(Locale.ROOT)))
                .map(history -> json(history).toString()).orElseThrow(() -> new Problem(ProblemType.NOT_FOUND, "The action is not known here"));
    }

    private static JsonObject json(History history) {
        JsonObjectBuilder json = JsonMaking.object().add("state", history.state().name()).add("rule", history.rule()).add("pack", history.packVersion());
        history.cause().ifPresent(cause -> json.add("cause", cause.name()));
        history.registrationNumber().ifPresent(number -> json.add("registrationNumber", number));
        history.reference().ifPresent(reference -> json.add("reference", reference));
        history.heard().ifPresent(heard -> json.add("heard", heard));
        JsonArrayBuilder steps = JsonMaking.array();
        history.steps().forEach(step -> steps.add(json(step)));
        return json.add("steps", steps).build();
    }

    private static JsonObjectBuilder json(ActionStep step) {
        JsonObjectBuilder json = JsonMaking.object().add("to", step.to().name()).add("at", step.at().toString());
        if (step.reason() != null) {
            json.add("reason", step.reason());
        }
        return json;
    }
}
