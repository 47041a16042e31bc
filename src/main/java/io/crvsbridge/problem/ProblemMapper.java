package io.crvsbridge.problem;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
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
        if (thrown instanceof WebApplicationException refused && refused.getResponse().getStatus() < 400) {
            return Response.status(refused.getResponse().getStatus()).build();
        }
        ProblemBody body = body(thrown);
        Response.ResponseBuilder response = Response.status(body.status()).type(ProblemBody.MEDIA_TYPE).entity(body.json()).header("Cache-Control", "no-store");
        return body.type() == ProblemType.TOKEN_REFUSED ? response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer").build() : response.build();
    }

    static ProblemBody body(Throwable thrown) {
        if (thrown instanceof Problem problem) {
            return ProblemBody.of(problem);
        }
        return thrown instanceof WebApplicationException refused ? ProblemBody.ofStatus(refused.getResponse().getStatus()) : unexpected(thrown);
    }

    private static ProblemBody unexpected(Throwable thrown) {
        String reference = UUID.randomUUID().toString();
        LOG.log(Level.SEVERE, thrown, () -> "CB001 A request failed unexpectedly, reference " + reference + "; the caller was answered 500 and nothing was stored by it");
        return ProblemBody.unexpected(reference);
    }
}
