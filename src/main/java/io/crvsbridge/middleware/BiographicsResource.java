package io.crvsbridge.middleware;

import io.crvsbridge.action.Answer;
import io.crvsbridge.opencrvs.RecordToken;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/**
 * Takes new values of a person who has an identity. The packet alone is sent: a country config that updates answers Core itself and at once, so nobody waits for the
 * outcome there.
 */
@Path("/biographics")
public class BiographicsResource {

    private final Doorkeeper doorkeeper;
    private final Handovers handovers;

    @Inject
    public BiographicsResource(Doorkeeper doorkeeper, Handovers handovers) {
        this.doorkeeper = doorkeeper;
        this.handovers = handovers;
    }

    /** Answers when it is durable. */
    @POST
    @Operation(summary = "A biographic update that a country config hands over",
            description = "trackingId, requestFields with VID or UIN, notification, metaInfo, audit; the bearer is Core's record token.")
    @RequestBody(required = true, content = @Content(mediaType = "application/json", schema = @Schema(type = SchemaType.OBJECT)))
    @APIResponse(responseCode = "202", description = "Taken: the national ID system is told. Core is not.")
    @APIResponse(responseCode = "401", description = "The token is not authentic.")
    @APIResponse(responseCode = "403", description = "The token may not confirm, or names no action.")
    @APIResponse(responseCode = "409", description = "The action is known as another event's.")
    @APIResponse(responseCode = "413", description = "Too large.")
    @APIResponse(responseCode = "415", description = "Not JSON by its type.")
    @APIResponse(responseCode = "422", description = "No JSON, or nobody is named: neither VID nor UIN.")
    @APIResponse(responseCode = "503", description = "No process for updates is set up, or it could not be stored.")
    public Response receive(@Context HttpHeaders headers, InputStream body) {
        RecordToken token = doorkeeper.confirmer(headers);
        Answer answer = handovers.take(Handover.biographics(token, doorkeeper.body(headers, body)));
        return Response.status(answer.status()).type(MediaType.APPLICATION_JSON_TYPE).entity(answer.body()).build();
    }
}
