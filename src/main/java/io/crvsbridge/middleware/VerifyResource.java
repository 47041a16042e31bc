package io.crvsbridge.middleware;

import io.crvsbridge.kernel.BoundedJson;
import io.crvsbridge.opencrvs.RecordTokens;
import io.crvsbridge.problem.JsonBody;
import io.crvsbridge.problem.Problem;
import io.crvsbridge.problem.ProblemBody;
import io.crvsbridge.problem.ProblemType;
import io.crvsbridge.verification.Answer;
import io.crvsbridge.verification.IdentityCheck;
import io.crvsbridge.verification.Person;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.JsonObject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/**
 * {@code POST /verify} as {@code @opencrvs/mosip} sends it. {@code verified} and {@code failed} are said of a person only; what nobody knows is an error, so that a form
 * never shows a person as refuted because a clock was wrong or MOSIP away.
 */
@Path("")
@Singleton
public class VerifyResource {

    private static final int MOST_BYTES = 16 * 1024;
    /** The client library gives up after fifteen seconds, and Core's key may take most of them. */
    private static final Duration PATIENCE = Duration.ofSeconds(14);
    /** When MOSIP does not say how long to wait. */
    private static final Duration SOON = Duration.ofSeconds(5);

    private final RecordTokens tokens;
    private final IdentityCheck check;

    @Inject
    public VerifyResource(RecordTokens tokens, IdentityCheck check) {
        this.tokens = tokens;
        this.check = check;
    }

    /** Any token that Core signed for us will do, a record's or a user's: nothing is confirmed by it. */
    @POST
    @Operation(summary = "Whether a person is who the form says", description = "The bearer is a token of Core's: the record's, or the user's.")
    @RequestBody(required = true, description = "nid, dob (YYYY-MM-DD), name (firstname, surname, middlename), gender",
            content = @Content(mediaType = "application/json", schema = @Schema(type = SchemaType.OBJECT)))
    @APIResponse(responseCode = "200", description = "The text verified, or failed: it is another person, or the identifier cannot be used.")
    @APIResponse(responseCode = "401", description = "The token is not authentic.")
    @APIResponse(responseCode = "413", description = "Too large.")
    @APIResponse(responseCode = "415", description = "Not JSON.")
    @APIResponse(responseCode = "422", description = "A field is missing or malformed.")
    @APIResponse(responseCode = "500", description = "Something on our side is wrong, such as a certificate; nobody knows of the person.")
    @APIResponse(responseCode = "503", description = "MOSIP gave no usable answer; nobody knows of the person. Try again.")
    public Response verify(@Context HttpHeaders headers, InputStream body) {
        long since = System.nanoTime();
        List<String> authorization = headers.getRequestHeader(HttpHeaders.AUTHORIZATION);
        tokens.authentic(authorization == null ? List.of() : authorization);
        Person person = VerifyRequest.person(json(JsonBody.bytes(headers, body, MOST_BYTES)));
        return response(check.check(person, PATIENCE.minusNanos(System.nanoTime() - since)));
    }

    private static JsonObject json(byte[] body) {
        try {
            return BoundedJson.read(body);
        } catch (BoundedJson.Unfit e) {
            throw new Problem(e.tooLarge() ? ProblemType.TOO_LARGE : ProblemType.CALLER_ERROR, e.getMessage());
        }
    }

    private static Response response(Answer answer) {
        if (answer instanceof Answer.OurFault fault) {
            return problem(ProblemType.IDENTITY_CHECK_FAULTY, fault.code()).build();
        }
        if (answer instanceof Answer.TryAgain again) {
            Duration wait = again.retryAfter().orElse(SOON);
            return problem(ProblemType.IDENTITY_CHECK_UNANSWERED, null).header(HttpHeaders.RETRY_AFTER, wait.toSeconds()).build();
        }
        String word = answer instanceof Answer.Verified ? "verified" : "failed";
        return Response.ok(word, MediaType.TEXT_PLAIN_TYPE.withCharset("utf-8")).header("Cache-Control", "no-store").build();
    }

    /** @param detail a code, nothing of the person and nothing of the inside */
    private static Response.ResponseBuilder problem(ProblemType type, String detail) {
        return Response.status(type.status()).type(ProblemBody.MEDIA_TYPE).entity(new ProblemBody(type, type.status(), detail, null).json()).header("Cache-Control", "no-store");
    }
}
