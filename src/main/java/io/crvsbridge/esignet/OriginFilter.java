package io.crvsbridge.esignet;

import io.crvsbridge.problem.Problem;
import io.crvsbridge.problem.ProblemBody;
import io.crvsbridge.problem.ProblemType;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * Browsers may call from the configured origins only (the CORS protocol of the Fetch standard). Others get no CORS header, so that a browser shows them nothing, and
 * are refused besides. Who is no browser sends no Origin and is let through.
 */
@WebFilter(urlPatterns = "/esignet/*", asyncSupported = true)
public class OriginFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    private static final String MAX_AGE_SECONDS = "600";

    private final transient Set<String> allowed;

    @Inject
    public OriginFilter(EsignetSettings settings) {
        this.allowed = Set.copyOf(settings.find(EsignetSettings.CLIENT_APP).orElse(List.of()));
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws IOException, ServletException {
        List<String> origins = Collections.list(request.getHeaders("Origin"));
        response.addHeader("Vary", "Origin");
        boolean ours = origins.size() == 1 && allowed.contains(origins.get(0));
        if (!origins.isEmpty() && !ours) {
            ProblemBody.write(response, new Problem(ProblemType.ORIGIN_REFUSED, null));
            return;
        }
        if (ours) {
            response.setHeader("Access-Control-Allow-Origin", origins.get(0));
        }
        if (ours && request.getMethod().equals("OPTIONS") && request.getHeader("Access-Control-Request-Method") != null) {
            response.setHeader("Access-Control-Allow-Methods", "POST");
            response.setHeader("Access-Control-Allow-Headers", "Content-Type, Authorization");
            response.setHeader("Access-Control-Max-Age", MAX_AGE_SECONDS);
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        } else {
            chain.doFilter(request, response);
        }
    }
}
