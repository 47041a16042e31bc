package io.crvsbridge.e2e;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A request byte by byte, so that it can be as wrong as no HTTP client would let it be. Each goes over a connection of its own, which ends with it. */
final class Wire {

    private static final int PATIENCE_MILLIS = 30_000;

    private String method;
    private String target;
    private final List<String> headers = new ArrayList<>(List.of("Host: bridge", "Connection: close"));
    private byte[] body = new byte[0];
    private boolean bodyAsItIs;
    private String line;

    private Wire(String method, String target) {
        this.method = method;
        this.target = target;
    }

    static Wire of(String method, String target) {
        return new Wire(method, target);
    }

    Wire method(String other) {
        method = other;
        return this;
    }

    Wire target(String other) {
        target = other;
        return this;
    }

    String target() {
        return target;
    }

    /** The whole request line. */
    Wire line(String whole) {
        line = whole;
        return this;
    }

    /** One more header line, whatever it holds. */
    Wire header(String whole) {
        headers.add(whole);
        return this;
    }

    Wire without(String name) {
        headers.removeIf(h -> h.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"));
        return this;
    }

    Wire body(byte[] bytes) {
        body = bytes;
        return this;
    }

    Wire body(String text) {
        return body(text.getBytes(StandardCharsets.UTF_8));
    }

    byte[] body() {
        return body;
    }

    /** The body brings its own framing: no length is announced for it. */
    Wire bodyAsItIs() {
        bodyAsItIs = true;
        return this;
    }

    byte[] bytes() {
        StringBuilder head = new StringBuilder(line == null ? method + " " + target + " HTTP/1.1" : line).append("\r\n");
        headers.forEach(h -> head.append(h).append("\r\n"));
        if (!bodyAsItIs && (body.length > 0 || method.equals("POST") || method.equals("PUT") || method.equals("PATCH"))) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream(head.length() + body.length + 2);
        whole.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        whole.writeBytes(body);
        return whole.toByteArray();
    }

    /** What came back; status 0 when the connection ended without an answer. Interim answers are passed over. */
    record Answer(int status, String head, String body) {

        static Answer of(byte[] bytes) {
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            while (text.startsWith("HTTP/1.1 1")) {
                int end = text.indexOf("\r\n\r\n");
                text = end < 0 ? "" : text.substring(end + 4);
            }
            int end = text.indexOf("\r\n\r\n");
            if (end < 0 || !text.matches("(?s)HTTP/1\\.[01] \\d{3} .*")) {
                return new Answer(0, text, "");
            }
            return new Answer(Integer.parseInt(text.substring(9, 12)), text.substring(0, end), text.substring(end + 4));
        }

        boolean has(String header) {
            return head.toLowerCase(Locale.ROOT).contains("\r\n" + header.toLowerCase(Locale.ROOT) + ":");
        }

        @Override
        public String toString() {
            return head.lines().findFirst().orElse("no answer") + " | " + (body.length() > 300 ? body.substring(0, 300) : body);
        }
    }

    Answer send(URI server) {
        return send(server, bytes());
    }

    /** Sends, ends our side of the connection, and reads to the end of the other. */
    static Answer send(URI server, byte[] request) {
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            try {
                socket.getOutputStream().write(request);
                socket.shutdownOutput();
            } catch (IOException refusedMeanwhile) {
                // The server may answer and close before it has read all; its answer is there to be read.
            }
            return Answer.of(everything(socket.getInputStream()));
        } catch (IOException unreachable) {
            throw new UncheckedIOException(unreachable);
        }
    }

    private static byte[] everything(InputStream in) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] chunk = new byte[16 * 1024];
        try {
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                all.write(chunk, 0, n);
            }
        } catch (SocketTimeoutException hangs) {
            throw new AssertionError("the server neither answered to the end nor closed within " + PATIENCE_MILLIS / 1000 + " s; so far: " + all, hangs);
        } catch (IOException reset) {
            // What came before is the answer.
        }
        return all.toByteArray();
    }

    /** To be repeated by hand: the bytes that are not printable are escaped. */
    static String printed(byte[] request, int most) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < Math.min(most, request.length); i++) {
            char c = (char) (request[i] & 0xff);
            out.append(c == '\r' ? "" : c == '\n' || c >= 0x20 && c < 0x7f ? String.valueOf(c) : String.format("\\x%02x", (int) c));
        }
        return out + (request.length > most ? "… (" + request.length + " bytes)" : "");
    }
}
