package io.crvsbridge.kernel;

import jakarta.ws.rs.core.Form;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * How every peer is called: one deadline over the whole exchange, to the last byte of the answer, after which the connection is closed, so that a peer
 * that trickles holds nobody and no call of ours goes on behind our back; no redirects followed; answers bounded; statuses returned and not thrown.
 */
public final class PeerCalls {

    private static final Duration CONNECT = Duration.ofSeconds(4);
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT).build();

    private PeerCalls() {}

    /** A request without a body. */
    public static PeerAnswer get(URI uri, Map<String, String> headers, int mostBytes) {
        return call(request(uri, headers).GET().build(), mostBytes, DEADLINE);
    }

    /** A request with a JSON body. */
    public static PeerAnswer json(String method, URI uri, Map<String, String> headers, String body, int mostBytes) {
        return json(method, uri, headers, body, mostBytes, DEADLINE);
    }

    /** The same by an earlier deadline than ours, for somebody who waits. */
    public static PeerAnswer json(String method, URI uri, Map<String, String> headers, String body, int mostBytes, Duration patience) {
        HttpRequest.Builder request = request(uri, headers).header("Content-Type", "application/json");
        Duration deadline = patience.compareTo(DEADLINE) < 0 ? patience : DEADLINE;
        return call(request.method(method, HttpRequest.BodyPublishers.ofString(body)).build(), mostBytes, deadline);
    }

    /** A form, posted. */
    public static PeerAnswer form(URI uri, Map<String, String> headers, Form form, int mostBytes) {
        HttpRequest.Builder request = request(uri, headers).header("Content-Type", "application/x-www-form-urlencoded");
        return call(request.POST(HttpRequest.BodyPublishers.ofString(encoded(form))).build(), mostBytes, DEADLINE);
    }

    private static HttpRequest.Builder request(URI uri, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).header("Accept", "*/*");
        headers.forEach(request::header);
        return request;
    }

    private static String encoded(Form form) {
        return form.asMap().entrySet().stream().flatMap(e -> e.getValue().stream().map(v -> encoded(e.getKey()) + "=" + encoded(v))).collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** @throws PeerUnreachable when there is no complete answer within deadline and size */
    static PeerAnswer call(HttpRequest request, int mostBytes, Duration deadline) {
        CompletableFuture<HttpResponse<byte[]>> answer = CLIENT.sendAsync(request, head -> new BoundedBody(mostBytes));
        try {
            HttpResponse<byte[]> complete = answer.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
            Map<String, List<String>> headers = complete.headers().map();
            return new PeerAnswer(complete.statusCode(), headers, new String(complete.body(), StandardCharsets.UTF_8));
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new PeerUnreachable("no answer in time", e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new PeerUnreachable("the call was interrupted", e);
        } catch (ExecutionException e) {
            throw new PeerUnreachable(cause(e.getCause()), e);
        }
    }

    private static String cause(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof HttpConnectTimeoutException) {
                return "no connection in time";
            }
            if (t instanceof ConnectException) {
                return "connection refused";
            }
            if (t instanceof BoundedBody.TooLarge) {
                return "the answer is too large";
            }
        }
        return "the connection broke";
    }
}
