package io.crvsbridge.kernel;

import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.eclipse.microprofile.rest.client.RestClientBuilder;

/** How every peer is called: short time-outs, no redirects followed, answers read in full and bounded, statuses returned and not thrown. */
public final class PeerClients {

    private static final int CONNECT_SECONDS = 4;
    private static final int READ_SECONDS = 9;
    private static final int POOL = 64;

    private PeerClients() {}

    /** A client of {@code type} for a whole URL or a base. */
    public static <T> T build(Class<T> type, URI uri) {
        return RestClientBuilder.newBuilder()
                .baseUri(uri)
                .connectTimeout(CONNECT_SECONDS, TimeUnit.SECONDS)
                .readTimeout(READ_SECONDS, TimeUnit.SECONDS)
                .followRedirects(false)
                .property("microprofile.rest.client.disable.default.mapper", true)
                .property("resteasy.connectionPoolSize", POOL)
                .property("resteasy.maxPooledPerRoute", POOL)
                .build(type);
    }

    /**
     * Calls and reads the whole answer.
     *
     * @throws PeerUnreachable when there is no complete answer within {@code mostBytes}
     */
    public static PeerAnswer call(Supplier<Response> call, int mostBytes) {
        try (Response response = call.get()) {
            return new PeerAnswer(response.getStatus(), response.getHeaders(), text(response, mostBytes));
        } catch (ProcessingException e) {
            throw new PeerUnreachable(cause(e), e);
        } catch (IOException e) {
            throw new PeerUnreachable("the answer broke off", e);
        }
    }

    private static String text(Response response, int mostBytes) throws IOException {
        if (!response.hasEntity()) {
            return "";
        }
        try (InputStream in = response.readEntity(InputStream.class)) {
            byte[] bytes = in.readNBytes(mostBytes + 1);
            if (bytes.length > mostBytes) {
                throw new IOException("more than " + mostBytes + " bytes");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    private static String cause(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof ConnectException) {
                return "connection refused";
            }
            if (t instanceof SocketTimeoutException) {
                return "no answer in time";
            }
        }
        return "the connection broke";
    }
}
