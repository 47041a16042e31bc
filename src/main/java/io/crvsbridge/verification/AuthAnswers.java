package io.crvsbridge.verification;

import io.crvsbridge.kernel.BoundedJson;
import io.crvsbridge.kernel.PeerAnswer;
import io.crvsbridge.verification.IdaCode.Meaning;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads IDA's answers. The status is 200 whatever happened; what is true stands in {@code response.authStatus} and {@code errors}. What is said about a person counts only
 * under MOSIP's signature and as the answer to this very request, so that neither a forged nor an older answer verifies anybody.
 */
final class AuthAnswers {

    static final String SIGNATURE = "RESPONSE_SIGNATURE";
    private static final String CLOCK = "IDA-MLC-001";
    private static final Pattern ATTRIBUTE = Pattern.compile("Demographic data (\\w{1,40})\\b.*");

    private final ResponseSignature signature;

    AuthAnswers(ResponseSignature signature) {
        this.signature = signature;
    }

    private record Fault(String code, String message) {

        Meaning meaning() {
            return IdaCode.meaning(code);
        }

        /** IDA names the attribute in its words only. */
        Attribute attribute() {
            Matcher named = ATTRIBUTE.matcher(message);
            return named.matches() ? Attribute.of(named.group(1)) : Attribute.OTHER;
        }
    }

    /** @param transactionId of the request */
    Answer read(PeerAnswer answer, String transactionId, Instant now) {
        if (answer.status() != 200) {
            return new Answer.TryAgain("IDA answered " + answer.status(), answer.retryAfter());
        }
        Optional<JsonObject> json = json(answer.body());
        if (json.isEmpty()) {
            return new Answer.TryAgain("the answer is not IDA's", answer.retryAfter());
        }
        return switch (signature.of(answer.header(ResponseSignature.HEADER), answer.body(), now)) {
            case BAD -> new Answer.OurFault(SIGNATURE, "IDA's answer is not signed by a key of IDA_RESPONSE_CERT_PATH, or was changed on its way");
            case MISSING -> unsigned(said(json.get(), now));
            case GOOD -> ofThisRequest(json.get(), transactionId) ? said(json.get(), now) : notOfThisRequest(said(json.get(), now));
        };
    }

    /** Refusals that say nothing of a person may come from a part of MOSIP that does not sign. */
    private static Answer unsigned(Answer said) {
        return ofAPerson(said) ? new Answer.OurFault(SIGNATURE, "IDA's answer carries no signature; it is not believed without one") : said;
    }

    /** Refused before it was read, a request's transaction may be unknown to IDA. */
    private static Answer notOfThisRequest(Answer said) {
        return ofAPerson(said) ? new Answer.TryAgain("IDA answered another request than ours") : said;
    }

    private static boolean ofAPerson(Answer said) {
        return !(said instanceof Answer.OurFault) && !(said instanceof Answer.TryAgain);
    }

    private static boolean ofThisRequest(JsonObject json, String transactionId) {
        return transactionId.equals(text(json, "transactionID"));
    }

    private static Answer said(JsonObject json, Instant now) {
        List<Fault> faults = faults(json);
        if (!faults.isEmpty()) {
            return said(faults, json, now);
        }
        boolean verified = json.get("response") instanceof JsonObject response && response.get("authStatus") == JsonValue.TRUE;
        return verified && noErrors(json) ? new Answer.Verified() : new Answer.TryAgain("IDA's answer says neither yes nor why not");
    }

    /** By the gravest of them: where something is ours to mend, nothing else that was said is sure. */
    private static Answer said(List<Fault> faults, JsonObject json, Instant now) {
        Meaning gravest = faults.stream().map(Fault::meaning).min(Meaning::compareTo).orElseThrow();
        String code = IdaCode.shown(faults.stream().filter(fault -> fault.meaning() == gravest).findFirst().orElseThrow().code());
        return switch (gravest) {
            case OURS -> new Answer.OurFault(code, code.equals(CLOCK) ? clocks(json, now) : "IDA refuses our request");
            case AGAIN -> new Answer.TryAgain(code);
            case UNUSABLE -> new Answer.Unusable(code);
            case DIFFERS, UNHELD -> new Answer.Mismatch(attributes(faults, Meaning.DIFFERS), attributes(faults, Meaning.UNHELD));
        };
    }

    private static Set<Attribute> attributes(List<Fault> faults, Meaning meaning) {
        Set<Attribute> attributes = EnumSet.noneOf(Attribute.class);
        faults.stream().filter(fault -> fault.meaning() == meaning).map(Fault::attribute).forEach(attributes::add);
        return attributes;
    }

    private static String clocks(JsonObject json, Instant now) {
        try {
            Duration apart = Duration.between(Instant.parse(Optional.ofNullable(text(json, "responseTime")).orElse("")), now);
            return "IDA refuses our time; our clock is " + Math.abs(apart.toSeconds()) + " s " + (apart.isNegative() ? "behind" : "ahead of") + " its own";
        } catch (DateTimeException e) {
            return "IDA refuses our time";
        }
    }

    private static boolean noErrors(JsonObject json) {
        JsonValue errors = json.get("errors");
        return errors == null || errors == JsonValue.NULL || errors instanceof JsonArray list && list.isEmpty();
    }

    private static List<Fault> faults(JsonObject json) {
        return json.get("errors") instanceof JsonArray list ? list.stream().map(AuthAnswers::fault).toList() : List.of();
    }

    /** One without a code is one that we do not know. */
    private static Fault fault(JsonValue value) {
        JsonObject error = value instanceof JsonObject object ? object : JsonValue.EMPTY_JSON_OBJECT;
        return new Fault(Optional.ofNullable(text(error, "errorCode")).orElse(""), Optional.ofNullable(text(error, "errorMessage")).orElse(""));
    }

    private static String text(JsonObject json, String key) {
        return json.get(key) instanceof JsonString text ? text.getString() : null;
    }

    private static Optional<JsonObject> json(String body) {
        try {
            return Optional.of(BoundedJson.read(body)).filter(json -> json.containsKey("response") || json.containsKey("errors"));
        } catch (BoundedJson.Unfit e) {
            return Optional.empty();
        }
    }
}
