package io.crvsbridge.websub;

import io.crvsbridge.delivery.Arrival;
import io.crvsbridge.delivery.Deliveries;
import io.crvsbridge.delivery.MessageKind;
import io.crvsbridge.journal.Journal;
import io.crvsbridge.problem.Problem;
import io.crvsbridge.problem.ProblemType;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** Where the hub asks whether we want a topic, and delivers: a path for each topic, since not every message tells its own (MOSIP contract, sections 3.3, 4.2 and 4.3). */
@Path("{callback: callback|completed|paused}")
@Singleton
public class HubCallback {

    private final IntentCheck intents;
    private final DeliveryGate gate;
    private final Deliveries deliveries;
    private final Journal journal;
    private final Unanswered unanswered;

    @Inject
    public HubCallback(IntentCheck intents, DeliveryGate gate, Deliveries deliveries, Journal journal, Unanswered unanswered) {
        this.intents = intents;
        this.gate = gate;
        this.deliveries = deliveries;
        this.journal = journal;
        this.unanswered = unanswered;
    }

    /** The query is read by ourselves: a hub may leave it half encoded, and nothing in it may fail. */
    @GET
    @Parameter(name = "callback", in = ParameterIn.PATH, required = true, description = "Of which topic.", schema = @Schema(type = SchemaType.STRING))
    public Response verify(@Context HttpServletRequest request) {
        String challenge = intents.answer(HubForm.of(request.getQueryString()));
        return Response.ok(challenge, MediaType.TEXT_PLAIN_TYPE.withCharset("utf-8")).header("X-Content-Type-Options", "nosniff").build();
    }

    /** Answered only when the message is durable, in the database or in the journal. If it cannot be stored there is no answer, since only then the hub delivers again (section 4.4). */
    @POST
    public void deliver(@PathParam("callback") String callback, @Context HttpHeaders headers, InputStream body, @Suspended AsyncResponse response) {
        Arrival arrival;
        try {
            arrival = gate.admit(kind(callback), signatures(headers), headers.getLength(), body);
        } catch (DeliveryGate.Crowded e) {
            unanswered.leaveUnread(response);
            return;
        }
        if (!deliveries.mayConcernUs(arrival)) {
            response.resume(Response.accepted().build());
            gate.noteArrival(arrival.kind());
            return;
        }
        boolean stored;
        try {
            stored = journal.storeOrKeep(() -> received(arrival), Deliveries.KIND, arrival::kept).isPresent();
        } catch (RuntimeException e) {
            if (!unanswered.leave(response, e)) {
                throw new Problem(ProblemType.UNAVAILABLE, "Deliveries cannot be stored now");
            }
            return;
        }
        response.resume(Response.accepted().build());
        if (stored) {
            gate.noteArrival(arrival.kind());
        }
    }

    private static MessageKind kind(String callback) {
        return switch (callback) {
            case "completed" -> MessageKind.COMPLETED;
            case "paused" -> MessageKind.PAUSED;
            default -> MessageKind.CREDENTIAL;
        };
    }

    private Arrival received(Arrival arrival) {
        deliveries.receive(arrival);
        return arrival;
    }

    private static List<String> signatures(HttpHeaders headers) {
        List<String> values = headers.getRequestHeader(HubSignature.HEADER);
        return values == null ? List.of() : values;
    }
}
