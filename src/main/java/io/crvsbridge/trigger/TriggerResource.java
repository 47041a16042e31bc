package io.crvsbridge.trigger;

import io.crvsbridge.action.Answer;
import io.crvsbridge.opencrvs.ActionType;
import io.crvsbridge.opencrvs.CoreSettings;
import io.crvsbridge.opencrvs.RecordToken;
import io.crvsbridge.opencrvs.RecordTokens;
import io.crvsbridge.opencrvs.RefusedTokens;
import io.crvsbridge.problem.JsonBody;
import io.crvsbridge.problem.Problem;
import io.crvsbridge.problem.ProblemType;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Takes the actions that Core announces (Core contract, section 1). */
@Path("/events/{event}/actions/{action}")
public class TriggerResource {

    private static final Pattern EVENT_TYPE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    private final RecordTokens tokens;
    private final RefusedTokens refusals;
    private final Judge judge;
    private final Unreadables unreadables;
    private final int maxBytes;

    @Inject
    public TriggerResource(RecordTokens tokens, RefusedTokens refusals, Judge judge, Unreadables unreadables, CoreSettings settings) {
        this.tokens = tokens;
        this.refusals = refusals;
        this.judge = judge;
        this.unreadables = unreadables;
        this.maxBytes = settings.maxBytes();
    }

    /** Answers 200 accepted, 202 held, or 400 rejected; every other status means that nothing was decided. */
    @POST
    @Operation(summary = "An action that Core announces", description = "The body is Core's event document with exactly one pending action; the bearer is its record token.")
    @RequestBody(required = true, content = @Content(mediaType = "application/json", schema = @Schema(type = org.eclipse.microprofile.openapi.annotations.enums.SchemaType.OBJECT)))
    @APIResponse(responseCode = "200", description = "Accepted. A REGISTER carries its registrationNumber.")
    @APIResponse(responseCode = "202", description = "Held: Core is told later.")
    @APIResponse(responseCode = "400", description = "Rejected by a rule of the country.")
    @APIResponse(responseCode = "401", description = "The token is not authentic.")
    @APIResponse(responseCode = "403", description = "The token is for another action, or may not confirm.")
    @APIResponse(responseCode = "413", description = "Too large.")
    @APIResponse(responseCode = "415", description = "Not JSON.")
    @APIResponse(responseCode = "422", description = "The document cannot be read.")
    @APIResponse(responseCode = "503", description = "The action could not be stored.")
    public Response receive(@PathParam("event") String event, @PathParam("action") String action, @Context HttpHeaders headers,
            @Context HttpServletRequest request, InputStream body) throws IOException {
        RecordToken token = tokens.authentic(headersOf(headers));
        ActionType type = ActionType.find(action).filter(t -> EVENT_TYPE.matcher(event).matches())
                .orElseThrow(() -> new Problem(ProblemType.NOT_FOUND, "Core announces no such action"));
        if (!token.mayConfirm() || token.key().isEmpty()) {
            throw refusals.refused(RefusedTokens.Cause.SCOPE);
        }
        Trigger trigger = new Trigger(event, type, token, request);
        Answer answer = unreadables.keeping(trigger, () -> judge.answer(trigger, JsonBody.bytes(headers, body, maxBytes)));
        return Response.status(answer.status()).type(MediaType.APPLICATION_JSON_TYPE).entity(answer.body()).build();
    }

    private static List<String> headersOf(HttpHeaders headers) {
        List<String> values = headers.getRequestHeader(HttpHeaders.AUTHORIZATION);
        return values == null ? List.of() : values;
    }
}
