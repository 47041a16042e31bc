package io.crvsbridge.opencrvs;

import io.crvsbridge.country.CountryPack;
import io.crvsbridge.problem.Problem;
import io.crvsbridge.problem.ProblemBody;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sends to the upstream what is not ours: other paths, and triggers of actions that no rule of the pack names. A trigger's token is checked first. */
@WebFilter(urlPatterns = "/*", asyncSupported = true)
public class UpstreamFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    /** First path segments that this server answers itself. */
    private static final List<String> OURS = List.of("websub", "health", "metrics", "openapi", "internal", "console");
    private static final Pattern TRIGGER = Pattern.compile("/trigger/events/([^/]+)/actions/([^/]+)/?");

    private final transient Upstream upstream;
    private final transient RecordTokens tokens;
    private final transient Provider<CountryPack> pack;

    @Inject
    public UpstreamFilter(Upstream upstream, RecordTokens tokens, Provider<CountryPack> pack) {
        this.upstream = upstream;
        this.tokens = tokens;
        this.pack = pack;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws IOException, ServletException {
        String path = decoded(request.getRequestURI());
        if (!upstream.isSet() || ours(path)) {
            chain.doFilter(request, response);
            return;
        }
        try {
            if (TRIGGER.matcher(path).matches()) {
                tokens.authentic(Collections.list(request.getHeaders("Authorization")));
            }
            upstream.forward(request, response);
        } catch (Problem refused) {
            ProblemBody.write(response, refused);
        }
    }

    /** As the resources see it, so that an escaped letter does not send our own paths elsewhere. */
    private static String decoded(String raw) {
        try {
            return URI.create(raw).getPath();
        } catch (IllegalArgumentException e) {
            return raw;
        }
    }

    private boolean ours(String path) {
        Matcher trigger = TRIGGER.matcher(path);
        if (trigger.matches()) {
            return pack.get().naming(trigger.group(1), trigger.group(2)) != CountryPack.Naming.NOT_NAMED;
        }
        return OURS.stream().anyMatch(segment -> path.equals("/" + segment) || path.startsWith("/" + segment + "/"));
    }
}
