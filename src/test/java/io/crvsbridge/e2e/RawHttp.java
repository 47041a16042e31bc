package io.crvsbridge.e2e;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Requests as no library would send them. */
final class RawHttp {

    private static final int PATIENCE_MILLIS = 30_000;

    private RawHttp() {}

    /** POSTs a JSON body under these header lines, written as they are. @return the whole answer, empty when the server hung up without one */
    static String post(URI base, String target, List<String> lines, byte[] body) {
        String head = "POST " + target + " HTTP/1.1\r\nHost: bridge\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: " + body.length + "\r\n"
                + String.join("", lines.stream().map(line -> line + "\r\n").toList()) + "\r\n";
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            send(socket, head.getBytes(StandardCharsets.ISO_8859_1), body);
            return received(socket.getInputStream());
        } catch (IOException unreachable) {
            throw new AssertionError("the server cannot be reached", unreachable);
        }
    }

    /** Announces a body, sends a part of it, and keeps the connection open. */
    static Socket stall(URI base, String target, List<String> lines, int announced, int sent) {
        String head = "POST " + target + " HTTP/1.1\r\nHost: bridge\r\nContent-Type: application/json\r\nContent-Length: " + announced + "\r\n"
                + String.join("", lines.stream().map(line -> line + "\r\n").toList()) + "\r\n";
        try {
            Socket socket = new Socket(base.getHost(), base.getPort());
            Thread sender = new Thread(() -> send(socket, head.getBytes(StandardCharsets.ISO_8859_1), new byte[sent]), "staller");
            sender.setDaemon(true);
            sender.start();
            return socket;
        } catch (IOException unreachable) {
            throw new AssertionError("the server cannot be reached", unreachable);
        }
    }

    /** A server that has refused need not read on. */
    private static void send(Socket socket, byte[] head, byte[] body) {
        try {
            socket.getOutputStream().write(head);
            socket.getOutputStream().write(body);
            socket.getOutputStream().flush();
        } catch (IOException refusedAlready) {
            // Its answer may be there all the same.
        }
    }

    private static String received(InputStream in) {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try {
            in.transferTo(answer);
        } catch (IOException hungUp) {
            // What came before counts.
        }
        return answer.toString(StandardCharsets.ISO_8859_1);
    }

    /** The status of an answer, 0 when there was none. */
    static int status(String answer) {
        return answer.startsWith("HTTP/1.1 ") ? Integer.parseInt(answer.substring(9, 12)) : 0;
    }
}
