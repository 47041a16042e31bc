package io.crvsbridge.problem;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.util.List;

/**
 * Our answers have one representation each, so what a caller would accept is not asked, and a malformed wish cannot make the framework refuse a request
 * before its resource has seen it (RFC 9110, section 12.5, lets a server disregard these fields).
 */
@Provider
@PreMatching
public class OneRepresentation implements ContainerRequestFilter {

    private static final List<String> WISHES = List.of(HttpHeaders.ACCEPT, HttpHeaders.ACCEPT_LANGUAGE, HttpHeaders.ACCEPT_CHARSET, HttpHeaders.ACCEPT_ENCODING);

    @Override
    public void filter(ContainerRequestContext request) {
        MultivaluedMap<String, String> headers = request.getHeaders();
        WISHES.forEach(headers::remove);
        if (!isMediaType(headers.getFirst(HttpHeaders.CONTENT_TYPE))) {
            headers.remove(HttpHeaders.CONTENT_TYPE);
        }
    }

    /** A malformed type is as good as none: the resource refuses it in its own way. */
    private static boolean isMediaType(String type) {
        try {
            return MediaType.valueOf(type) != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
