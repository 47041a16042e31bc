package io.crvsbridge.opencrvs;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.core.Form;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** A token endpoint of Core, at its whole URL (Core contract, section 2). */
public interface TokenClient {

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    Response token(Form form);
}
