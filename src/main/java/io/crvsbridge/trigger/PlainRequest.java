package io.crvsbridge.trigger;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A request as our own resources see it: without what the framework refuses before a resource can judge it. Our answers have one representation each, so the
 * caller's wishes about it are not asked (RFC 9110, section 12.5, lets a server disregard them); a malformed content type is as good as none; a query that
 * cannot be decoded is escaped.
 */
final class PlainRequest extends HttpServletRequestWrapper {

    private static final String CONTENT_TYPE = "content-type";
    private static final Set<String> WISHES = Set.of("accept", "accept-language", "accept-charset", "accept-encoding");

    private final Optional<String> contentType;

    PlainRequest(HttpServletRequest request) {
        super(request);
        this.contentType = Optional.ofNullable(request.getHeader(CONTENT_TYPE)).filter(PlainRequest::isMediaType);
    }

    /** The framework takes a type apart as we do; an open quote is more than the container can read. */
    private static boolean isMediaType(String text) {
        try {
            return MediaType.valueOf(text) != null && text.chars().filter(c -> c == '"').count() % 2 == 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private boolean hides(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return WISHES.contains(lower) || lower.equals(CONTENT_TYPE) && contentType.isEmpty();
    }

    @Override
    public String getHeader(String name) {
        return hides(name) ? null : super.getHeader(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        return hides(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
    }

    @Override
    public Enumeration<String> getHeaderNames() {
        return Collections.enumeration(Collections.list(super.getHeaderNames()).stream().filter(name -> !hides(name)).toList());
    }

    @Override
    public String getContentType() {
        return contentType.orElse(null);
    }

    /** JSON is UTF-8, whatever the content type adds (RFC 8259, section 8.1). */
    @Override
    public String getCharacterEncoding() {
        return StandardCharsets.UTF_8.name();
    }

    @Override
    public String getQueryString() {
        String query = super.getQueryString();
        return query == null ? null : Upstream.legal(query);
    }

    @Override
    public String getRequestURI() {
        return Upstream.legal(super.getRequestURI());
    }

    @Override
    public StringBuffer getRequestURL() {
        return new StringBuffer(Upstream.legal(super.getRequestURL().toString()));
    }
}
