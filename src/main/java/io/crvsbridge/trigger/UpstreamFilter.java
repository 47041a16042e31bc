package io.crvsbridge.trigger;

import io.crvsbridge.country.CountryPack;
import io.crvsbridge.document.RecordSnapshot;
import io.crvsbridge.document.UnreadableDocument;
import io.crvsbridge.kernel.OwnPaths;
import io.crvsbridge.opencrvs.CoreSettings;
import io.crvsbridge.opencrvs.RecordTokens;
import io.crvsbridge.problem.Problem;
import io.crvsbridge.problem.ProblemBody;
import io.crvsbridge.problem.ProblemType;
import io.crvsbridge.rule.Naming;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.MappingMatch;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sends to the upstream what is not ours: other paths, and triggers of actions that no rule of the pack names. A trigger's token is checked first. Without an
 * upstream other paths are answered here, since the container would note each as a failure. Rooms say which paths are theirs ({@link OwnPaths}).
 */
@WebFilter(urlPatterns = "/*", asyncSupported = true)
public class UpstreamFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    /** First path segments that this server answers itself. */
    private static final List<String> OURS = List.of("websub", "verify", "esignet", "health", "metrics", "openapi", "internal", "console");
    private static final Pattern TRIGGER = Pattern.compile("/trigger/events/([^/]+)/actions/([^/]+)/?");

    private static final Pattern HISTORY = Pattern.compile("/trigger/events/[^/]+/actions/[^/]+/history/?");

    private final transient Upstream upstream;
    private final transient RecordTokens tokens;
    private final transient Provider<CountryPack> pack;
    private final transient Instance<OwnPaths> rooms;
    private final int maxBytes;

    @Inject
    public UpstreamFilter(Upstream upstream, RecordTokens tokens, Provider<CountryPack> pack, @Any Instance<OwnPaths> rooms, CoreSettings settings) {
        this.upstream = upstream;
        this.tokens = tokens;
        this.pack = pack;
        this.rooms = rooms;
        this.maxBytes = settings.maxBytes();
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws IOException, ServletException {
        String path = decoded(request.getRequestURI());
        Matcher trigger = TRIGGER.matcher(path);
        if (trigger.matches() && upstream.isSet()) {
            trigger(trigger.group(1), trigger.group(2), request, response, chain);
        } else if (ours(path) || HISTORY.matcher(path).matches() || !upstream.isSet() && trigger(path)) {
            onward(request, response, chain);
        } else if (home(path).isPresent()) {
            atHome(path, home(path).get(), request, response, chain);
        } else if (upstream.isSet()) {
            upstream.forward(request, response);
        } else {
            onward(request, response, chain);
        }
    }

    /** To the resource, if there is one: a path may begin as one of ours and step out again, and the container's own search for a file would be noted as a failure. */
    private static void onward(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws IOException, ServletException {
        if (request.getHttpServletMapping().getMappingMatch() == MappingMatch.DEFAULT) {
            ProblemBody.write(response, new Problem(ProblemType.NOT_FOUND, null));
        } else {
            chain.doFilter(new PlainRequest(request), response);
        }
    }

    private Optional<String> home(String path) {
        return rooms.stream().flatMap(room -> room.home(path).stream()).findFirst();
    }

    private static void atHome(String path, String home, HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws IOException, ServletException {
        PlainRequest plain = new PlainRequest(request);
        if (path.equals(home)) {
            chain.doFilter(plain, response);
        } else {
            request.getRequestDispatcher(home).forward(plain, response);
        }
    }

    private void trigger(String event, String action, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Naming naming = pack.get().naming(event, action);
        if (naming == Naming.NAMED) {
            onward(request, response, chain);
            return;
        }
        try {
            tokens.authentic(Collections.list(request.getHeaders("Authorization")));
            HttpServletRequest again = naming == Naming.BY_CUSTOM_TYPE ? readAhead(request) : request;
            if (naming == Naming.BY_CUSTOM_TYPE && named(event, action, ((ReadBody) again).beginning())) {
                onward(again, response, chain);
            } else {
                upstream.forward(again, response);
            }
        } catch (Problem refused) {
            ProblemBody.write(response, refused);
        }
    }

    /** Which custom action it is stands in the body only. */
    private ReadBody readAhead(HttpServletRequest request) throws IOException {
        InputStream in = request.getInputStream();
        return new ReadBody(request, in.readNBytes(maxBytes + 1), in);
    }

    /** What cannot be read is ours to refuse. */
    private boolean named(String event, String action, byte[] body) {
        try {
            return pack.get().names(event, action, RecordSnapshot.read(body).customAction().orElse(""));
        } catch (UnreadableDocument e) {
            return true;
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

    private static boolean ours(String path) {
        return OURS.stream().anyMatch(segment -> below(segment, path));
    }

    private static boolean trigger(String path) {
        return below("trigger", path);
    }

    private static boolean below(String segment, String path) {
        return path.equals("/" + segment) || path.startsWith("/" + segment + "/");
    }
}
