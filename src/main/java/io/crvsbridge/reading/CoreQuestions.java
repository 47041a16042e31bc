package io.crvsbridge.reading;

import io.crvsbridge.document.RecordState;
import io.crvsbridge.document.UnreadableDocument;
import io.crvsbridge.kernel.JsonMaking;
import io.crvsbridge.kernel.PeerAnswer;
import io.crvsbridge.reading.CoreReading.Found;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/** The questions that Core is asked, whoever asks. A thing that is not the one asked for is never taken for it. */
final class CoreQuestions {

    /** A tRPC query: token, procedure and input. */
    @FunctionalInterface
    interface Query {
        PeerAnswer ask(String token, String procedure, JsonValue input);
    }

    private static final int MOST_HITS = 10;
    /** Of a list it is no answer: a list that has nothing is empty, so it is the list that this Core does not have. */
    private static final int NOT_FOUND = 404;
    private static final String NUMBER = "registrationNumber";

    private final Query query;
    private final BiFunction<String, JsonObject, PeerAnswer> search;

    CoreQuestions(Query query, BiFunction<String, JsonObject, PeerAnswer> search) {
        this.query = query;
        this.search = search;
    }

    Found record(String token, String id) {
        return one(query.ask(token, "event.get", JsonMaking.object().add("eventId", id).build()), id, CoreQuestions::state);
    }

    private static Found state(JsonObject event) {
        try {
            return new Found.Known(RecordState.of(event).json());
        } catch (UnreadableDocument e) {
            return new Found.NotYet("Core shows a record that cannot be read: " + e.getMessage());
        }
    }

    /** By Core's search, which is an index behind its records: what it points to is read, and must bear the number itself. */
    Found registered(String token, String number) {
        PeerAnswer answer = search.apply(token, wanted(number));
        return answer.status() == NOT_FOUND ? CoreAnswer.odd(answer) : CoreAnswer.of(answer, body -> {
            if (!(body.get("results") instanceof JsonArray results)) {
                return CoreAnswer.odd(answer);
            }
            List<String> hits = objects(results).filter(hit -> bears(number, hit)).map(hit -> hit.getString("id", "")).toList();
            if (hits.size() > 1) {
                return new Found.Refused("more than one record has this registration number");
            }
            return hits.isEmpty() ? new Found.Nothing() : pointedTo(token, hits.get(0), number);
        });
    }

    private static JsonObject wanted(String number) {
        JsonObject exactly = JsonMaking.object().add("type", "exact").add("term", number).build();
        JsonObject clause = JsonMaking.object().add("legalStatuses.REGISTERED." + NUMBER, exactly).build();
        JsonObject all = JsonMaking.object().add("type", "and").add("clauses", JsonMaking.array().add(clause)).build();
        return JsonMaking.object().add("query", all).add("limit", MOST_HITS).add("offset", 0).build();
    }

    private static boolean bears(String number, JsonObject hit) {
        return number.equals(CoreAnswer.member(CoreAnswer.member(hit, "legalStatuses"), "REGISTERED").getString(NUMBER, ""));
    }

    private Found pointedTo(String token, String id, String number) {
        Found found = record(token, id);
        boolean another = found instanceof Found.Known known && !number.equals(known.value().getString(NUMBER, ""));
        return another ? new Found.Nothing() : found;
    }

    /** Core 2.0 keeps administrative areas apart from offices and facilities; 1.9 has them among these. */
    Found location(String token, String id) {
        Found place = listed(places(token, "locations.list", "locationIds", id), id);
        if (!(place instanceof Found.Nothing)) {
            return place;
        }
        PeerAnswer areas = places(token, "administrativeAreas.list", "ids", id);
        return CoreAnswer.isUnknown(areas) ? place : listed(areas, id);
    }

    /** The list is narrowed to the one, since a country's whole list is long. */
    private PeerAnswer places(String token, String procedure, String filter, String id) {
        return query.ask(token, procedure, JsonMaking.object().add(filter, JsonMaking.array(List.of(id))).build());
    }

    private static Found listed(PeerAnswer answer, String id) {
        return answer.status() == NOT_FOUND ? CoreAnswer.odd(answer) : CoreAnswer.ofQuery(answer, shown -> shown instanceof JsonArray all
                ? objects(all).filter(one -> CoreAnswer.is(one, "id", id)).findFirst().<Found>map(Found.Known::new).orElseGet(Found.Nothing::new)
                : CoreAnswer.odd(answer));
    }

    Found user(String token, String id) {
        return one(query.ask(token, "user.get", JsonMaking.text(id)), id, Found.Known::new);
    }

    private static Found one(PeerAnswer answer, String id, Function<JsonObject, Found> shape) {
        return CoreAnswer.ofQuery(answer, shown -> shown instanceof JsonObject one && CoreAnswer.is(one, "id", id) ? shape.apply(one) : CoreAnswer.odd(answer));
    }

    private static Stream<JsonObject> objects(JsonArray all) {
        return all.stream().filter(JsonObject.class::isInstance).map(JsonValue::asJsonObject);
    }
}
