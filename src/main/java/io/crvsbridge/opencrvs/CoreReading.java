package io.crvsbridge.opencrvs;

import jakarta.inject.Singleton;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.Optional;

/** Placeholder until the reading is merged. */
@Singleton
public class CoreReading {
    public enum What { RECORD, REGISTERED, LOCATION, USER }
    public record Wish(What what, String id, boolean byToken) {}
    public sealed interface Found {
        record Known(JsonObject value) implements Found {}
        record Nothing() implements Found {}
        record NotYet(String cause, Optional<Duration> retryAfter) implements Found {}
        record NotSetUp(String cause) implements Found {}
        record Refused(String cause) implements Found {}
    }
    public Found read(Wish wish, String recordToken) {
        return new Found.NotSetUp("not merged");
    }
}
