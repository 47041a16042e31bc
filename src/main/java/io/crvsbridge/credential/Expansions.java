package io.crvsbridge.credential;

import com.apicatalog.jsonld.JsonLdError;
import com.apicatalog.jsonld.JsonLdOptions;
import com.apicatalog.jsonld.context.ActiveContext;
import com.apicatalog.jsonld.expansion.Expansion;
import com.apicatalog.jsonld.processor.ProcessingRuntime;
import jakarta.json.JsonArray;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Supplier;

/**
 * Expands documents (JSON-LD 1.1 processing, section 5.1) with the terms of their contexts worked out beforehand: every credential of an issuer names the
 * same contexts, and defining their hundreds of terms anew cost more than all else in checking it. The library's objects serve one thread at a time.
 */
final class Expansions {

    private static final String CONTEXT = "@context";
    /** An issuer's own list and that of a proof's options; others may try theirs without growing this. */
    private static final int KEPT = 4;
    private static final JsonBuilderFactory JSON = JsonProvider.provider().createBuilderFactory(Map.of());

    private final Supplier<JsonLdOptions> options;
    private final BlockingQueue<Map<JsonValue, ActiveContext>> idle = new ArrayBlockingQueue<>(2 * Runtime.getRuntime().availableProcessors());

    Expansions(Supplier<JsonLdOptions> options) {
        this.options = options;
    }

    /** The expanded form of a document without a base. */
    JsonArray of(JsonObject document) throws JsonLdError {
        Map<JsonValue, ActiveContext> known = idle.poll();
        Map<JsonValue, ActiveContext> mine = known == null ? new LatestUsed() : known;
        JsonValue expanded = Expansion.with(terms(document, mine), JSON.createObjectBuilder(document).remove(CONTEXT).build(), null, null).compute();
        // Only what went well is used again, and no more of it than there can be threads at work.
        idle.offer(mine);
        return array(expanded);
    }

    private ActiveContext terms(JsonObject document, Map<JsonValue, ActiveContext> known) throws JsonLdError {
        JsonValue named = document.get(CONTEXT);
        ActiveContext terms = known.get(named);
        if (terms == null) {
            ActiveContext none = new ActiveContext(ProcessingRuntime.of(options.get()));
            terms = named == null ? none : none.newContext().create(named, null);
            known.put(named, terms);
        }
        return terms;
    }

    /** As the specification ends: a lone graph is its contents, nothing is an empty array, all else an array. */
    private static JsonArray array(JsonValue expanded) {
        JsonValue result = expanded instanceof JsonObject object && object.size() == 1 && object.containsKey("@graph") ? object.get("@graph") : expanded;
        if (result == null || result == JsonValue.NULL) {
            return JsonValue.EMPTY_JSON_ARRAY;
        }
        return result instanceof JsonArray array ? array : JSON.createArrayBuilder().add(result).build();
    }

    private static final class LatestUsed extends LinkedHashMap<JsonValue, ActiveContext> {
        private static final long serialVersionUID = 1L;

        private LatestUsed() {
            super(KEPT, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<JsonValue, ActiveContext> eldest) {
            return size() > KEPT;
        }
    }
}
