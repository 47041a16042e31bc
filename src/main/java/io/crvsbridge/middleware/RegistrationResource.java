package io.crvsbridge.middleware;

import io.crvsbridge.action.Answer;
import io.crvsbridge.opencrvs.AnswerTimes;
import io.crvsbridge.opencrvs.RecordToken;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
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

/** Takes births and deaths that a country config has mapped itself, as the reference middleware did. */
@Path("/registration")
public class RegistrationResource {

    private final Doorkeeper doorkeeper;
    private final Handovers handovers;
    private final AnswerTimes answers;

    @Inject
    public RegistrationResource(Doorkeeper doorkeeper, Handovers handovers, AnswerTimes answers) {
        this.doorkeeper = doorkeeper;
        this.handovers = handovers;
        this.answers = answers;
    }

    /** Answers when it is durable, without having asked anybody else. The same action again gets the same answer, whatever the body is then. */
    @POST
    @Operation(summary = "A registration that a country config hands over",
            description = "trackingId, notification, requestFields, metaInfo, audit and perhaps schemaJson; the bearer is Core's record token.")
    @RequestBody(required = true, content = @Content(mediaType = "application/json", schema = @Schema(type = SchemaType.OBJECT)))
    @APIResponse(responseCode = "202", description = "Taken: Core is told when the national ID system is done.")
    @APIResponse(responseCode = "401", description = "The token is not authentic.")
    @APIResponse(responseCode = "403", description = "The token may not confirm, or names no action.")
    @APIResponse(responseCode = "409", description = "The action, or the certificate number, is known as another event's.")
    @APIResponse(responseCode = "413", description = "Too large.")
    @APIResponse(responseCode = "415", description = "Not JSON by its type.")
    @APIResponse(responseCode = "422", description = "No JSON, or no registration: requestFields is empty, or names no certificate number or two.")
    @APIResponse(responseCode = "503", description = "It could not be stored.")
    public Response receive(@Context HttpHeaders headers, @Context HttpServletRequest request, InputStream body) {
        RecordToken token = doorkeeper.confirmer(headers);
        Handover handover = Handover.registration(token, doorkeeper.body(headers, body));
        answers.opening(handover.key().actionId(), request);
        Answer answer = handovers.take(handover);
        return Response.status(answer.status()).type(MediaType.APPLICATION_JSON_TYPE).entity(answer.body()).build();
    }
}
