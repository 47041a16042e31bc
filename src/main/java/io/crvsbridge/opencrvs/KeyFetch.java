package io.crvsbridge.opencrvs;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.core.Response;

/** {@code GET} of one whole URL. */
public interface KeyFetch {

    @GET
    Response get();
}
