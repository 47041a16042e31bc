package io.crvsbridge.opencrvs;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Core's gateway (Core contract, sections 3 and 4). */
@Path("/events")
public interface CoreClient {

    @POST
    @Path("/event.actions.{procedure}")
    @Consumes(MediaType.APPLICATION_JSON)
    Response act(@HeaderParam("Authorization") String bearer, @PathParam("procedure") String procedure, String body);

    @GET
    @Path("/event.get")
    Response get(@HeaderParam("Authorization") String bearer, @QueryParam("input") String input);
}
