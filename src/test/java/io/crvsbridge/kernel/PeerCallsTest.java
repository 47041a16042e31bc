package io.crvsbridge.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.core.Form;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Peers that answer badly, on real sockets. */
class PeerCallsTest {

    private static final Duration DEADLINE = Duration.ofMillis(800);

    private ServerSocket peer;
    /** Completed when the peer finds its connection closed, with what it was asked. */
    private final CompletableFuture<String> closed = new CompletableFuture<>();

    @BeforeEach
    void listen() throws IOException {
        peer = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        peer.close();
    }

    @Test
    void aTricklingBodyEndsAtTheDeadlineAndItsConnectionIsClosed() throws Exception {
        answer("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n", true);
        assertThatThrownBy(this::call).isInstanceOf(PeerUnreachable.class).hasMessage("no answer in time");
        assertThat(closed.get(5, TimeUnit.SECONDS)).startsWith("GET /");
    }

    @Test
    void aTricklingHeadEndsAtTheDeadlineAndItsConnectionIsClosed() throws Exception {
        answer("HTTP/1.1 200 OK\r\nX-Slow: ", true);
        assertThatThrownBy(this::call).isInstanceOf(PeerUnreachable.class).hasMessage("no answer in time");
        assertThat(closed.get(5, TimeUnit.SECONDS)).startsWith("GET /");
    }

    @Test
    void aTooLargeAnswerIsRefused() {
        answer("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n" + "x".repeat(5000), false);
        assertThatThrownBy(this::call).isInstanceOf(PeerUnreachable.class).hasMessage("the answer is too large");
    }

    @Test
    void aBrokenOffAnswerIsNoAnswer() {
        answer("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nonly this", false);
        assertThatThrownBy(this::call).isInstanceOf(PeerUnreachable.class).hasMessage("the connection broke");
    }

    @Test
    void nobodyThereIsSaidSo() throws IOException {
        peer.close();
        assertThatThrownBy(this::call).isInstanceOf(PeerUnreachable.class).hasMessage("connection refused");
    }

    @Test
    void aRedirectIsNotFollowed() {
        answer("HTTP/1.1 302 Found\r\nLocation: http://192.0.2.1/\r\nContent-Length: 0\r\n\r\n", false);
        assertThat(call().status()).isEqualTo(302);
    }

    @Test
    void aFormIsEncoded() throws Exception {
        answer("HTTP/1.1 202 Accepted\r\nRetry-After: 7\r\nContent-Length: 2\r\n\r\n{}", false);
        PeerAnswer given = PeerCalls.form(uri(), Map.of("Cookie", "Authorization=t"), new Form("hub.topic", "a/b c&d"), 1000);
        assertThat(given.status()).isEqualTo(202);
        assertThat(given.retryAfter()).contains(Duration.ofSeconds(7));
        assertThat(closed.get(5, TimeUnit.SECONDS)).contains("Cookie: Authorization=t").contains("hub.topic=a%2Fb+c%26d");
    }

    private PeerAnswer call() {
        return PeerCalls.call(HttpRequest.newBuilder(uri()).build(), 1000, DEADLINE);
    }

    private URI uri() {
        return URI.create("http://127.0.0.1:" + peer.getLocalPort() + "/");
    }

    private void answer(String beginning, boolean trickle) {
        Thread thread = new Thread(() -> {
            StringBuilder asked = new StringBuilder();
            try (Socket socket = peer.accept()) {
                socket.setSoTimeout(300);
                read(socket.getInputStream(), asked);
                OutputStream out = socket.getOutputStream();
                out.write(beginning.getBytes(StandardCharsets.US_ASCII));
                out.flush();
                for (int i = 0; trickle && i < 100; i++) {
                    Thread.sleep(50);
                    out.write('x');
                    out.flush();
                }
                if (trickle) {
                    closed.completeExceptionally(new IllegalStateException("the connection stayed open"));
                }
            } catch (IOException e) {
                // The caller has closed the connection: what the trickling cases wait for.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            closed.complete(asked.toString());
        }, "peer");
        thread.setDaemon(true);
        thread.start();
    }

    /** Until the caller has nothing more to say. */
    private static void read(InputStream in, StringBuilder asked) throws IOException {
        byte[] chunk = new byte[4096];
        try {
            for (int n = in.read(chunk); n > 0; n = in.read(chunk)) {
                asked.append(new String(chunk, 0, n, StandardCharsets.US_ASCII));
            }
        } catch (java.net.SocketTimeoutException e) {
            // Said all.
        }
    }
}
