package io.crvsbridge.trigger;

import io.crvsbridge.kernel.Rush;
import io.crvsbridge.opencrvs.AnswerTimes;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Marks that a trigger, or a registration that a country config hands over, waits for its answer, and when the answer has left. */
@WebFilter(urlPatterns = {"/trigger/*", "/events/registration/*"}, asyncSupported = true)
public class AnswerFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    private final transient AnswerTimes answers;
    private final transient Rush rush;

    @Inject
    public AnswerFilter(AnswerTimes answers, Rush rush) {
        this.answers = answers;
        this.rush = rush;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws IOException, ServletException {
        rush.enter();
        try {
            chain.doFilter(request, response);
            response.flushBuffer();
        } finally {
            rush.leave();
            answers.written(request);
        }
    }
}
