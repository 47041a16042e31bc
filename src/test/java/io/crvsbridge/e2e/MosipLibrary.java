package io.crvsbridge.e2e;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends exactly what the client library of a TypeScript country config sends, gives up when it gives up, and takes an answer as it does. */
final class MosipLibrary {

    /** After so long the library breaks the request off. */
    static final Duration ABORT = Duration.ofSeconds(15);

    private final URI url;
    private final String authorization;
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    MosipLibrary(URI url, String authorization) {
        this.url = url;
        this.authorization = authorization;
    }

    /** The library's own error: the answer was none of success, or there was none in time. */
    static final class Failed extends Exception {
        private static final long serialVersionUID = 1L;

        private final boolean aborted;

        private Failed(String message, boolean aborted) {
            super(message);
            this.aborted = aborted;
        }

        boolean aborted() {
            return aborted;
        }
    }

    /** @return the text of the answer, whatever it is */
    String verifyNid(String payload) throws Failed {
        HttpRequest request = HttpRequest.newBuilder(url.resolve("./verify")).header("Authorization", authorization).header("content-type", "application/json").header("accept", "*/*")
                .header("accept-language", "*").header("sec-fetch-mode", "cors").header("user-agent", "node").header("accept-encoding", "gzip, deflate")
                .POST(HttpRequest.BodyPublishers.ofString(payload)).build();
        CompletableFuture<HttpResponse<String>> going = client.sendAsync(request, HttpResponse.BodyHandlers.ofString());
        try {
            HttpResponse<String> answer = going.get(ABORT.toMillis(), TimeUnit.MILLISECONDS);
            if (answer.statusCode() < 200 || answer.statusCode() > 299) {
                throw new Failed(answer.statusCode() + " " + answer.body(), false);
            }
            return answer.body();
        } catch (TimeoutException aborted) {
            going.cancel(true);
            throw new Failed("aborted", true);
        } catch (ExecutionException broken) {
            throw new Failed(broken.getCause() instanceof IOException ? "fetch failed" : broken.toString(), false);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ended);
        }
    }
}
