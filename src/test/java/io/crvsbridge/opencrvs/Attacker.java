package io.crvsbridge.opencrvs;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** A forger's server: gives the same text to whoever asks for whatever, and counts who so much as connects. */
public final class Attacker implements Closeable {

    private final ServerSocket socket;
    private final AtomicInteger connections = new AtomicInteger();

    public Attacker(String text) {
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(() -> serve(text), "attacker");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve(String text) {
        byte[] answer = ("HTTP/1.1 200 OK\r\nContent-Type: application/ld+json\r\nConnection: close\r\nContent-Length: "
                + text.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + text).getBytes(StandardCharsets.UTF_8);
        while (!socket.isClosed()) {
            try (Socket caller = socket.accept()) {
                connections.incrementAndGet();
                caller.setSoTimeout(2_000);
                caller.getInputStream().read(new byte[8_192]);
                caller.getOutputStream().write(answer);
            } catch (IOException gone) {
                // The next one.
            }
        }
    }

    public URI base() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }

    public int connections() {
        return connections.get();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
