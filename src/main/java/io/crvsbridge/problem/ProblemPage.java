package io.crvsbridge.problem;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Writes the container's own errors (no such page, a filter that failed, …) as problem documents; {@code web.xml} sends them here. */
// The container refuses pages of its own kinds with a page of its own, so they are taken here.
@WebServlet({"/internal/*", "*.jsp", "*.jspx", "*.jsw", "*.jsv"})
public class ProblemPage extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean forwarded = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer;
        int status = forwarded ? (Integer) request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) : 404;
        ProblemBody.write(response, ProblemBody.ofStatus(status));
    }
}
