package io.crvsbridge.problem;

import java.net.URI;
import java.util.Arrays;
import java.util.Optional;

/**
 * Every kind of refusal the bridge gives, as RFC 9457 knows it. 400 is not among them: to Core it means "rejected" and so is a decision, never an error
 * (Core contract, section 1).
 */
public enum ProblemType {
    TOKEN_REFUSED("token-refused", 401, "The token was not accepted", false, Origin.CALLER),
    SIGNATURE_REFUSED("signature-refused", 401, "The signature was not accepted", false, Origin.CALLER),
    NOT_PERMITTED("not-permitted", 403, "The token does not permit this", false, Origin.CALLER),
    ORIGIN_REFUSED("origin-refused", 403, "This origin may not ask", false, Origin.CALLER),
    LOGIN_REFUSED("login-refused", 403, "The national ID system does not vouch for this login", false, Origin.IDENTITY),
    NOT_FOUND("not-found", 404, "There is nothing at this address", false, Origin.CALLER),
    CONFLICTING("conflicting", 409, "This is known as something else", false, Origin.CALLER),
    METHOD_NOT_ALLOWED("method-not-allowed", 405, "This method is not offered here", false, Origin.CALLER),
    NOT_ACCEPTABLE("not-acceptable", 406, "No representation fits the Accept header", false, Origin.CALLER),
    TOO_LARGE("too-large", 413, "The request is too large", false, Origin.CALLER),
    WRONG_TYPE("wrong-type", 415, "This content type is not taken here", false, Origin.CALLER),
    UNREADABLE("unreadable", 422, "The request could not be read", false, Origin.CALLER),
    CALLER_ERROR("caller-error", 422, "The request was not understood", false, Origin.CALLER),
    INTERNAL("internal", 500, "Something went wrong inside", true, Origin.BRIDGE),
    NOT_SET_UP("not-set-up", 500, "This is not set up here, or not as it should be", true, Origin.BRIDGE),
    UPSTREAM_UNREACHABLE("upstream-unreachable", 502, "The country configuration behind this server did not answer", true, Origin.BRIDGE),
    IDENTITY_UNTRUSTED("identity-untrusted", 502, "What came under the national ID system's name was not accepted", true, Origin.IDENTITY),
    UNAVAILABLE("unavailable", 503, "The request cannot be taken now", true, Origin.BRIDGE),
    IDENTITY_UNAVAILABLE("identity-unavailable", 503, "The national ID system cannot be reached now", true, Origin.IDENTITY),
    KEY_UNAVAILABLE("key-unavailable", 503, "Core's public key could not be obtained yet", true, Origin.CORE),
    IDENTITY_CHECK_FAULTY("identity-check-faulty", 500, "The identity cannot be checked because of a fault on our side", true, Origin.BRIDGE),
    IDENTITY_CHECK_UNANSWERED("identity-check-unanswered", 503, "The national ID system gave no usable answer", true, Origin.IDENTITY);

    /** Whose doing it is. */
    public enum Origin { CALLER, CORE, IDENTITY, BRIDGE }

    private final String slug;
    private final int status;
    private final String title;
    private final boolean retryable;
    private final Origin origin;

    ProblemType(String slug, int status, String title, boolean retryable, Origin origin) {
        this.slug = slug;
        this.status = status;
        this.title = title;
        this.retryable = retryable;
        this.origin = origin;
    }

    /** The {@code type} member: a URN, since the meaning is in the documentation that comes with the server. */
    public URI uri() {
        return URI.create("urn:crvs-bridge:problem:" + slug);
    }

    public String slug() {
        return slug;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** Whether the same request may succeed later. */
    public boolean retryable() {
        return retryable;
    }

    public Origin origin() {
        return origin;
    }

    /** The type for a status that the container or the framework chose. */
    static ProblemType ofStatus(int status) {
        Optional<ProblemType> exact = Arrays.stream(values()).filter(t -> t.status == status).findFirst();
        return exact.orElse(status >= 500 ? INTERNAL : CALLER_ERROR);
    }
}
