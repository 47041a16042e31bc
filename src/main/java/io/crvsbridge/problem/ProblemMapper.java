package io.crvsbridge.problem;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Turns whatever a resource threw into a problem document. Nothing of the inside is shown: an unexpected failure carries a reference that the log repeats.
 */
@Provider
public class ProblemMapper implements ExceptionMapper<Throwable> {

    private static final Logger LOG = Logger.getLogger(ProblemMapper.class.getName());

    @Override
    public Response toResponse(Throwable thrown) {
        if (thrown instanceof Problem problem) {
            return response(ProblemBody.of(problem.type(), problem.getMessage()), problem.type().status());
        }
        if (thrown instanceof WebApplicationException refused) {
            return framework(refused.getResponse().getStatus());
        }
        return unexpected(thrown);
    }

    /** A refusal by the framework: its status without its words, and 422 in place of 400, which to Core is a decision. */
    private static Response framework(int status) {
        int shown = status == 400 ? ProblemType.CALLER_ERROR.status() : status;
        if (shown < 400) {
            return Response.status(shown).build();
        }
        return response(ProblemBody.of(ProblemType.ofStatus(shown), null), shown);
    }

    private static Response unexpected(Throwable thrown) {
        String reference = UUID.randomUUID().toString();
        LOG.log(Level.SEVERE, thrown, () -> "CB001 A request failed unexpectedly, reference " + reference + "; the caller was answered 500 and nothing was stored by it");
        return response(new ProblemBody(ProblemType.INTERNAL, null, reference), 500);
    }

    private static Response response(ProblemBody body, int status) {
        return Response.status(status).type(ProblemBody.MEDIA_TYPE).entity(body.json()).header("Cache-Control", "no-store").build();
    }
}
