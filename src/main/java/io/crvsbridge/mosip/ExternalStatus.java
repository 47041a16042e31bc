package io.crvsbridge.mosip;

import io.crvsbridge.kernel.JsonMaking;
import io.crvsbridge.kernel.PeerAnswer;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** MOSIP's external status search: a hundred records in one question, in a vocabulary that tells the ends apart (MOSIP contract, section 3.4). */
final class ExternalStatus {

    /** What MOSIP says of a record. */
    enum Word { UIN_GENERATED, PROCESSING, REREGISTER, REJECTED, AWAITING_INFORMATION }

    /** MOSIP's operator has not added our processes to {@code registration.processor.main-processes}. */
    private static final String PROCESS_NOT_KNOWN = "RPR-RGS-018";
    private static final String RECORD_NOT_KNOWN = "RPR-RGS-031";

    private ExternalStatus() {}

    static String question(List<String> references, Instant now) {
        JsonArrayBuilder asked = JsonMaking.array();
        references.forEach(reference -> asked.add(JsonMaking.object().add("registrationId", reference)));
        return JsonMaking.object().add("id", "mosip.registration.external.status").add("version", "1.0").add("requesttime", WireTime.of(now)).add("request", asked).build()
                .toString();
    }

    /** The words for the records that MOSIP knows; nothing when there is no usable answer. */
    static Optional<Map<String, Word>> read(PeerAnswer answer) {
        if (answer.status() != 200 || MosipEnvelope.refusesToken(answer)) {
            return Optional.empty();
        }
        return MosipEnvelope.of(answer.body()).filter(ExternalStatus::usable).map(envelope -> words(envelope.response()));
    }

    /** A list of records, or the word that there are none; any other error is no answer. */
    private static boolean usable(MosipEnvelope envelope) {
        boolean none = !envelope.codes().isEmpty() && envelope.codes().stream().allMatch(RECORD_NOT_KNOWN::equals);
        return !envelope.has(PROCESS_NOT_KNOWN) && (envelope.response() instanceof JsonArray || none);
    }

    /** Whether MOSIP is not set up for it. */
    static boolean notSetUp(PeerAnswer answer) {
        return answer.status() == 200 && MosipEnvelope.of(answer.body()).map(envelope -> envelope.has(PROCESS_NOT_KNOWN)).orElse(false);
    }

    private static Map<String, Word> words(JsonValue response) {
        Map<String, Word> words = new HashMap<>();
        if (response instanceof JsonArray records) {
            records.stream().filter(JsonObject.class::isInstance).map(JsonValue::asJsonObject).forEach(record -> add(record, words));
        }
        return words;
    }

    private static void add(JsonObject record, Map<String, Word> words) {
        if (record.get("registrationId") instanceof JsonString id && record.get("statusCode") instanceof JsonString code) {
            word(code.getString()).ifPresent(word -> words.put(id.getString(), word));
        }
    }

    private static Optional<Word> word(String code) {
        for (Word word : Word.values()) {
            if (word.name().equals(code)) {
                return Optional.of(word);
            }
        }
        return Optional.empty();
    }
}
