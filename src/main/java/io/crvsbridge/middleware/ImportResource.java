package io.crvsbridge.middleware;

import io.crvsbridge.kernel.BoundedJson;
import io.crvsbridge.kernel.JsonMaking;
import io.crvsbridge.opencrvs.CoreGateway;
import io.crvsbridge.opencrvs.RecordToken;
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
import java.io.InputStream;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Takes over, row by row, what waits in a mosip-api database: its packet is at MOSIP, so only the outcome is awaited. The bearer is the row's own token, which may have ended. */
@Path("/import")
public class ImportResource {

    private static final Pattern REFERENCE = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final Doorkeeper doorkeeper;
    private final DoorSettings settings;
    private final Handovers handovers;
    private final CoreGateway core;

    @Inject
    public ImportResource(Doorkeeper doorkeeper, DoorSettings settings, Handovers handovers, CoreGateway core) {
        this.doorkeeper = doorkeeper;
        this.settings = settings;
        this.handovers = handovers;
        this.core = core;
    }

    /** Asks Core whether the record is a birth or a death, which a row does not say. The same row again changes nothing. */
    @POST
    @Operation(summary = "A waiting row of a mosip-api database",
            description = "id (MOSIP's registration id) and registrationNumber; the bearer is the row's token. Only with MIDDLEWARE_IMPORT.")
    @RequestBody(required = true, content = @Content(mediaType = "application/json", schema = @Schema(type = SchemaType.OBJECT)))
    @APIResponse(responseCode = "200", description = "Known already.")
    @APIResponse(responseCode = "201", description = "Taken over.")
    @APIResponse(responseCode = "401", description = "The token is not authentic, or has ended and is not renewed.")
    @APIResponse(responseCode = "403", description = "The token may not confirm, or names no action.")
    @APIResponse(responseCode = "404", description = "Imports are not switched on.")
    @APIResponse(responseCode = "409", description = "The action, its record or the id is known otherwise.")
    @APIResponse(responseCode = "413", description = "Too large.")
    @APIResponse(responseCode = "415", description = "Not JSON by its type.")
    @APIResponse(responseCode = "422", description = "No row.")
    @APIResponse(responseCode = "503", description = "Core did not say what record it is, or the row could not be stored.")
    public Response receive(@Context HttpHeaders headers, InputStream body) {
        if (!settings.takesImports()) {
            throw new Problem(ProblemType.NOT_FOUND, null);
        }
        RecordToken token = doorkeeper.formerConfirmer(headers);
        JsonObject row = row(doorkeeper.body(headers, body));
        String reference = text(row, "id").filter(id -> REFERENCE.matcher(id).matches()).orElseThrow(() -> new Problem(ProblemType.UNREADABLE, "id is no registration id"));
        Handover handover = Handover.sentElsewhere(token, isDeath(token), text(row, "registrationNumber").orElse(""));
        boolean fresh = handovers.takeOver(handover, reference);
        return Response.status(fresh ? Response.Status.CREATED : Response.Status.OK).type(MediaType.APPLICATION_JSON_TYPE)
                .entity(JsonMaking.object().add("id", reference).add("taken", fresh).build().toString()).build();
    }

    private static JsonObject row(byte[] body) {
        try {
            return BoundedJson.read(body);
        } catch (BoundedJson.Unfit e) {
            throw new Problem(ProblemType.UNREADABLE, e.getMessage());
        }
    }

    private boolean isDeath(RecordToken token) {
        return core.eventType(Doorkeeper.key(token), token.text()).orElseThrow(() -> new Problem(ProblemType.UNAVAILABLE, "Core does not say what record it is")).endsWith("death");
    }

    private static Optional<String> text(JsonObject row, String key) {
        return row.get(key) instanceof JsonString text ? Optional.of(text.getString()) : Optional.empty();
    }
}
