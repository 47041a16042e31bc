package io.crvsbridge.trigger;

import io.crvsbridge.opencrvs.CoreSettings;
import io.crvsbridge.problem.Problem;
import io.crvsbridge.problem.ProblemBody;
import io.crvsbridge.problem.ProblemType;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The country's own country config behind us. What is not ours is passed on as it came and answered as it answers: method, path, query, headers, status
 * and body, streaming both ways; hop-by-hop headers stay on their hop (RFC 9110, section 7.6.1).
 */
@Singleton
class Upstream {

    private static final Logger LOG = Logger.getLogger(Upstream.class.getName());
    private static final Set<String> HOP_BY_HOP = Set.of("connection", "keep-alive", "proxy-connection", "proxy-authenticate", "proxy-authorization", "te",
            "trailer", "transfer-encoding", "upgrade");
    /** Set by the client itself, or meaningless behind us. */
    private static final Set<String> OWN = Set.of("host", "content-length", "expect", "http2-settings");
    private static final Duration PATIENCE = Duration.ofSeconds(180);
    private static final int CHUNK = 16 * 1024;
    /** Closes the bodies that do not end: the client's own deadline is over once the head of the answer has come. */
    private static final ScheduledThreadPoolExecutor DEADLINES = deadlines();

    private final Optional<URI> base;
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(5)).build();

    @Inject
    Upstream(CoreSettings settings) {
        this.base = settings.upstream();
    }

    boolean isSet() {
        return base.isPresent();
    }

    /** Passes the request on and its answer back; 502 when there is none, unless that is the caller's doing. */
    void forward(HttpServletRequest request, HttpServletResponse response) throws IOException {
        HttpResponse<InputStream> answer;
        AtomicBoolean brokeOff = new AtomicBoolean();
        try {
            answer = client.send(translated(request, brokeOff), HttpResponse.BodyHandlers.ofInputStream());
        } catch (IllegalArgumentException e) {
            ProblemBody.write(response, new Problem(ProblemType.CALLER_ERROR, "The request cannot be passed on as it is"));
            return;
        } catch (IOException e) {
            if (brokeOff.get()) {
                ProblemBody.write(response, new Problem(ProblemType.UNREADABLE, "The body broke off or is not what its headers say"));
                return;
            }
            LOG.warning(() -> "CB130 The country config behind this server did not answer; the caller was answered 502");
            response.sendError(502);
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            response.sendError(502);
            return;
        }
        try (InputStream body = answer.body()) {
            Future<?> deadline = DEADLINES.schedule(() -> close(body), PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            try {
                giveBack(answer, body, response);
            } finally {
                deadline.cancel(false);
            }
        }
    }

    private static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException e) {
            LOG.log(Level.FINE, "A body that did not end could not be closed", e);
        }
    }

    private static ScheduledThreadPoolExecutor deadlines() {
        ScheduledThreadPoolExecutor one = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "upstream-deadlines");
            thread.setDaemon(true);
            return thread;
        });
        one.setRemoveOnCancelPolicy(true);
        return one;
    }

    private HttpRequest translated(HttpServletRequest request, AtomicBoolean brokeOff) throws IOException {
        String query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(base.orElseThrow() + legal(request.getRequestURI() + query))).timeout(PATIENCE);
        Set<String> dropped = dropped(Collections.list(request.getHeaders("Connection")));
        for (String name : Collections.list(request.getHeaderNames())) {
            if (!dropped.contains(name.toLowerCase(Locale.ROOT)) && !OWN.contains(name.toLowerCase(Locale.ROOT))) {
                Collections.list(request.getHeaders(name)).forEach(value -> builder.header(name, value));
            }
        }
        forwarded(request, builder);
        return builder.method(request.getMethod(), body(request, brokeOff)).build();
    }

    /** Browsers send characters that a URI may not hold (RFC 3986, section 2); they are escaped, all others stay as they came. */
    static String legal(String target) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < target.length(); i++) {
            char c = target.charAt(i);
            boolean escape = c == '%' && i + 2 < target.length() && target.substring(i + 1, i + 3).matches("[0-9A-Fa-f]{2}");
            if (escape || c > 0x20 && c < 0x7f && "\"<>\\^`{|}%".indexOf(c) < 0) {
                out.append(c);
            } else {
                for (byte b : String.valueOf(c).getBytes(c < 0x100 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8)) {
                    out.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
                }
            }
        }
        return out.toString();
    }

    /** Adds to the chain of proxies so that the country config can see who called. */
    private static void forwarded(HttpServletRequest request, HttpRequest.Builder builder) {
        String before = request.getHeader("X-Forwarded-For");
        builder.setHeader("X-Forwarded-For", before == null ? request.getRemoteAddr() : before + ", " + request.getRemoteAddr());
        builder.setHeader("X-Forwarded-Proto", request.getScheme());
        if (request.getHeader("Host") != null) {
            builder.setHeader("X-Forwarded-Host", request.getHeader("Host"));
        }
    }

    private static HttpRequest.BodyPublisher body(HttpServletRequest request, AtomicBoolean brokeOff) throws IOException {
        long length = request.getContentLengthLong();
        boolean chunked = length < 0 && request.getHeader("Transfer-Encoding") != null;
        if (length <= 0 && !chunked) {
            return HttpRequest.BodyPublishers.noBody();
        }
        InputStream in = new CallersBody(request.getInputStream(), brokeOff);
        HttpRequest.BodyPublisher stream = HttpRequest.BodyPublishers.ofInputStream(() -> in);
        return length > 0 ? HttpRequest.BodyPublishers.fromPublisher(stream, length) : stream;
    }

    private static void giveBack(HttpResponse<InputStream> answer, InputStream body, HttpServletResponse response) throws IOException {
        Set<String> dropped = dropped(answer.headers().allValues("connection"));
        response.setStatus(answer.statusCode());
        answer.headers().map().forEach((name, values) -> {
            if (!name.startsWith(":") && !dropped.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> response.addHeader(name, value));
            }
        });
        OutputStream out = response.getOutputStream();
        byte[] chunk = new byte[CHUNK];
        for (int n = body.read(chunk); n >= 0; n = body.read(chunk)) {
            out.write(chunk, 0, n);
            out.flush();
        }
    }

    private static Set<String> dropped(List<String> connection) {
        Set<String> names = new HashSet<>(HOP_BY_HOP);
        connection.forEach(value -> List.of(value.split(",")).forEach(name -> names.add(name.strip().toLowerCase(Locale.ROOT))));
        return names;
    }
}
