package io.crvsbridge.trigger;

import io.crvsbridge.opencrvs.AnswerTimes;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Marks when the answer to a trigger has left. */
@WebFilter(urlPatterns = "/trigger/*", asyncSupported = true)
public class AnswerFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    private final transient AnswerTimes answers;

    @Inject
    public AnswerFilter(AnswerTimes answers) {
        this.answers = answers;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws IOException, ServletException {
        try {
            chain.doFilter(request, response);
            response.flushBuffer();
        } finally {
            answers.written(request);
        }
    }
}
