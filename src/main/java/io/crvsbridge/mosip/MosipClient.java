package io.crvsbridge.mosip;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.core.Form;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** The few shapes of call that MOSIP's endpoints take, each at a whole URL of its own. Public, since the container makes the class behind it. */
public interface MosipClient {

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    Response login(String body);

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    Response put(@HeaderParam("Cookie") String cookie, String body);

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    Response post(@HeaderParam("Cookie") String cookie, String body);

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    Response submit(@HeaderParam("Cookie") String cookie, Form form);

    @GET
    Response get();
}
