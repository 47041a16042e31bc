package io.crvsbridge.middleware;

import io.crvsbridge.problem.Problem;
import io.crvsbridge.problem.ProblemType;
import io.crvsbridge.verification.Person;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the client library sends to be verified: {@code {nid, dob, name {firstname, middlename?, surname}, gender?, transactionId?}}. A field that is missing or malformed
 * is named, its value is not. The transaction id was for the reference middleware's log and is not read.
 */
final class VerifyRequest {

    private static final int LONGEST = 200;
    private static final String ID = "[0-9A-Za-z@._-]{1,64}";
    private static final String DATE = "\\d{4}-\\d{2}-\\d{2}";

    private VerifyRequest() {}

    /** @throws Problem CALLER_ERROR naming the first field that is wrong */
    static Person person(JsonObject body) {
        String nid = optional(body, "nid", "nid").map(String::strip).filter(id -> id.matches(ID)).orElseThrow(() -> wrong("nid", "an identifier of at most 64 letters and digits"));
        LocalDate birth = optional(body, "dob", "dob").flatMap(VerifyRequest::date).orElseThrow(() -> wrong("dob", "a date written YYYY-MM-DD"));
        return new Person(nid, Optional.empty(), Optional.of(name(body)), Optional.of(birth), optional(body, "gender", "gender").filter(gender -> !gender.isBlank()));
    }

    /** First, middle and last, as the reference middleware put them together. A person may lack one of them, but not both first and last. */
    private static String name(JsonObject body) {
        if (!(body.get("name") instanceof JsonObject name)) {
            throw wrong("name", "an object with firstname and surname");
        }
        String first = optional(name, "firstname", "name.firstname").orElseThrow(() -> wrong("name.firstname", "a text"));
        String last = optional(name, "surname", "name.surname").orElseThrow(() -> wrong("name.surname", "a text"));
        if (first.isBlank() && last.isBlank()) {
            throw wrong("name", "a firstname or a surname that is not blank");
        }
        String middle = optional(name, "middlename", "name.middlename").orElse("");
        return Stream.of(first, middle, last).map(String::strip).filter(part -> !part.isEmpty()).collect(Collectors.joining(" "));
    }

    private static Optional<LocalDate> date(String text) {
        try {
            return text.matches(DATE) ? Optional.of(LocalDate.parse(text)) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Nothing when it is absent or null. */
    private static Optional<String> optional(JsonObject from, String key, String field) {
        JsonValue value = from.get(key);
        if (value == null || value == JsonValue.NULL) {
            return Optional.empty();
        }
        if (value instanceof JsonString text && text.getString().length() <= LONGEST) {
            return Optional.of(text.getString());
        }
        throw wrong(field, "a text of at most " + LONGEST + " letters");
    }

    private static Problem wrong(String field, String needed) {
        return new Problem(ProblemType.CALLER_ERROR, field + ": " + needed + " is needed");
    }
}
