package io.crvsbridge.middleware;

import io.crvsbridge.action.Conclusions;
import io.crvsbridge.action.History;
import io.crvsbridge.action.PendingActions;
import io.crvsbridge.kernel.ActionKey;
import io.crvsbridge.kernel.JsonMaking;
import io.crvsbridge.opencrvs.CoreGateway;
import io.crvsbridge.opencrvs.RecordToken;
import io.crvsbridge.problem.Problem;
import io.crvsbridge.problem.ProblemType;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** What came in by the door and has not ended. Tokens are never shown. */
@Path("/transactions")
public class TransactionsResource {

    private static final int MOST = 1000;
    private static final Set<String> RULES = Set.of(Handover.REGISTRATION, Handover.BIOGRAPHICS, Handover.IMPORT);
    private static final String REJECT = "record.reject-registration";

    private final Doorkeeper doorkeeper;
    private final PendingActions actions;
    private final Conclusions conclusions;
    private final CoreGateway core;

    @Inject
    public TransactionsResource(Doorkeeper doorkeeper, PendingActions actions, Conclusions conclusions, CoreGateway core) {
        this.doorkeeper = doorkeeper;
        this.actions = actions;
        this.conclusions = conclusions;
        this.core = core;
    }

    /** Whoever may search sees the records anyway, and so their numbers; those of the kinds that he may search. */
    @GET
    @Operation(summary = "What waits", description = "The bearer is a user's token of Core with a search scope. At most a thousand, the oldest first.")
    @APIResponse(responseCode = "200", description = "A list: id, registration number, tracking id, registration id at MOSIP, state, time of arrival.")
    @APIResponse(responseCode = "401", description = "The token is not authentic.")
    @APIResponse(responseCode = "403", description = "The token has no search scope.")
    public Response list(@Context HttpHeaders headers) {
        RecordToken token = doorkeeper.caller(headers);
        if (!maySearch(token, "birth") && !maySearch(token, "death")) {
            throw doorkeeper.notPermitted();
        }
        JsonArrayBuilder list = JsonMaking.array();
        actions.waiting(RULES, MOST).stream().filter(waiting -> maySearch(token, waiting.eventType())).forEach(waiting -> list.add(json(waiting)));
        return Response.ok(list.build().toString(), MediaType.APPLICATION_JSON_TYPE).header("Cache-Control", "no-store").build();
    }

    private static boolean maySearch(RecordToken token, String eventType) {
        return token.permits("search." + eventType, eventType) || token.permits("record.search", eventType);
    }

    private static boolean mayReject(RecordToken token, String eventType) {
        return token.permits(REJECT, eventType);
    }

    /** A user's is for any, a record's for its own. */
    private static boolean isFor(RecordToken token, ActionKey action) {
        return token.key().isEmpty() || action.equals(Doorkeeper.key(token));
    }

    private static JsonObjectBuilder json(History.Waiting waiting) {
        JsonObjectBuilder json = JsonMaking.object().add("id", waiting.id()).add("state", waiting.state().name()).add("event", waiting.eventType())
                .add("created_at", waiting.receivedAt().toString());
        waiting.number().ifPresent(number -> json.add("registration_number", number));
        waiting.trackingId().ifPresent(id -> json.add("tracking_id", id));
        waiting.reference().ifPresent(reference -> json.add("registration_id", reference));
        waiting.cause().ifPresent(cause -> json.add("cause", cause.name()));
        return json;
    }

    /**
     * No row is discarded, since Core would then wait for ever: the action is rejected in Core, and its row ends when Core has confirmed that. Whoever may reject
     * may do so; a record token for its own action only.
     */
    @DELETE
    @Path("/{id}")
    @Operation(summary = "Has what waits rejected in Core", description = "The bearer is a user's token of Core with the scope record.reject-registration.")
    @APIResponse(responseCode = "202", description = "Core is told to reject it; the row stays until Core has confirmed.")
    @APIResponse(responseCode = "401", description = "The token is not authentic.")
    @APIResponse(responseCode = "403", description = "The token may not reject this.")
    @APIResponse(responseCode = "404", description = "Nothing of this id waits.")
    @APIResponse(responseCode = "409", description = "Its outcome is known already, and Core is being told.")
    public Response withdraw(@PathParam("id") String id, @Context HttpHeaders headers) {
        RecordToken token = doorkeeper.caller(headers);
        if (!mayReject(token, "birth") && !mayReject(token, "death")) {
            throw doorkeeper.notPermitted();
        }
        String by = token.subject().filter(user -> user.matches("[A-Za-z0-9._-]{1,100}")).orElse("a user of Core");
        if (!Doorkeeper.isId(id)) {
            throw new Problem(ProblemType.NOT_FOUND, "Nothing of this id waits");
        }
        ActionKey key = conclusions.withdrawn(id, RULES, (action, eventType) -> mayReject(token, eventType) && isFor(token, action), by, core::mustWait)
                .orElseThrow(() -> new Problem(ProblemType.NOT_FOUND, "Nothing of this id waits"));
        return Response.accepted(JsonMaking.object().add("id", id).add("actionId", key.actionId()).build().toString()).type(MediaType.APPLICATION_JSON_TYPE).build();
    }
}
