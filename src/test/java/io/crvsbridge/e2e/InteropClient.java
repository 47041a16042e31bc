package io.crvsbridge.e2e;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** A TypeScript country config's client of the reference middleware: sends exactly its headers, gives up after 15 s, takes any 2xx and reads its body as JSON. */
final class InteropClient {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final URI base;
    private final String authorization;
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    InteropClient(URI base, String token) {
        this.base = base;
        this.authorization = "Bearer " + token;
    }

    /** What the country config is told instead of an answer. */
    static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1L;
        final int status;

        Failed(int status, String text) {
            super("Failed to register event: " + text);
            this.status = status;
        }
    }

    JsonObject register(String payload) {
        return answered("./events/registration", payload);
    }

    JsonObject updateBiographics(String payload) {
        return answered("./events/update-biographics", payload);
    }

    private JsonObject answered(String path, String payload) {
        HttpResponse<String> response = post(path, payload);
        if (response.statusCode() / 100 != 2) {
            throw new Failed(response.statusCode(), response.body());
        }
        return BirthScenarios.parsed(response.body());
    }

    /** The answer as it comes. */
    HttpResponse<String> post(String path, String payload) {
        try {
            return client.send(request(path, payload), HttpResponse.BodyHandlers.ofString());
        } catch (IOException aborted) {
            throw new Failed(0, aborted.toString());
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ended);
        }
    }

    HttpRequest request(String path, String payload) {
        return HttpRequest.newBuilder(URI.create(base + "/").resolve(path)).timeout(PATIENCE).header("Authorization", authorization).header("content-type", "application/json")
                .header("accept", "*/*").header("accept-language", "*").header("sec-fetch-mode", "cors").header("user-agent", "node").header("accept-encoding", "gzip, deflate")
                .POST(HttpRequest.BodyPublishers.ofString(payload)).build();
    }
}
