package io.crvsbridge.credential;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonStructure;

/** The credentials of made-up people that an independent implementation signed and encrypted. */
final class CredentialVectors {

    static final String METHOD = "https://mosip.example/.well-known/public-key.json";

    private CredentialVectors() {
    }

    static String text(String file) {
        try (InputStream in = CredentialVectors.class.getResourceAsStream("/mosip/vectors/" + file)) {
            if (in == null) {
                throw new IllegalStateException("vector missing: " + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    static Path path(String file) {
        try {
            return Path.of(CredentialVectors.class.getResource("/mosip/vectors/" + file).toURI());
        } catch (URISyntaxException fault) {
            throw new IllegalStateException(fault);
        }
    }

    static JsonStructure json(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.read();
        }
    }

    static JsonObject credential(String file) {
        return json(text(file)).asJsonObject();
    }

    /** The proof of the vectors' issuer, with a count of what was fetched. */
    static CredentialProof proof(Fetches source) {
        return proof(source, new SettableClock());
    }

    static CredentialProof proof(Fetches source, Clock clock) {
        return new CredentialProof(PinnedContexts.shipped(), new VerificationKeys(List.of(METHOD), source, clock));
    }

    /** A key server that can change its answer and fail. */
    static final class Fetches implements VerificationKeys.Source {

        private String answer;
        private int count;

        Fetches(String answer) {
            this.answer = answer;
        }

        static Fetches ofIssuer() {
            return new Fetches(text("public-key.json"));
        }

        synchronized void nowAnswers(String other) {
            answer = other;
        }

        synchronized int count() {
            return count;
        }

        @Override
        public synchronized String fetch(URI url) throws IOException {
            count++;
            if (answer == null) {
                throw new IOException("connection refused");
            }
            return answer;
        }
    }

    /** A clock that stands still until it is moved. */
    static final class SettableClock extends Clock {

        private volatile Instant now = Instant.parse("2026-11-21T08:00:00Z");

        void moveBySeconds(long seconds) {
            now = now.plusSeconds(seconds);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
