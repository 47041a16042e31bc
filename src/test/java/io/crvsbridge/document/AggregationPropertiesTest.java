package io.crvsbridge.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.crvsbridge.kernel.Declaration;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Merging and aggregating hold their laws, and agree with {@link NaiveCore}, on random records. The same seeds in every run; {@code -Dproperties.seed=…} takes others, and a
 * failure names its own.
 */
class AggregationPropertiesTest {

    private static final long SEED = Long.getLong("properties.seed", 20_261_122L);
    private static final int RECORDS = 3_000;
    private static final Path SAMPLES = Path.of("src/test/resources/core");

    /** Who is wrong in what follows, if not the code. */
    @Test
    void theReferenceItselfMeetsCoresVectorsAndSamples() throws IOException {
        JsonObject vectors = json("vectors.json");
        for (JsonObject vector : vectors.getJsonArray("deepMerge").getValuesAs(JsonObject.class)) {
            assertThat(NaiveCore.merge(NaiveCore.object(vector.getJsonObject("current")), NaiveCore.object(vector.getJsonObject("incoming"))))
                    .isEqualTo(NaiveCore.object(vector.getJsonObject("result")));
        }
        for (JsonObject vector : vectors.getJsonArray("events").getValuesAs(JsonObject.class)) {
            assertThat(NaiveCore.aggregate(actions(vector.getJsonObject("event")))).isEqualTo(NaiveCore.object(vector.getJsonObject("aggregate")));
        }
        try (Stream<Path> files = Files.list(SAMPLES)) {
            List<String> names = files.map(f -> f.getFileName().toString()).filter(f -> f.endsWith(".expected.json")).map(f -> f.replace(".expected.json", "")).toList();
            assertThat(names).hasSize(22);
            for (String name : names) {
                assertThat(NaiveCore.aggregate(actions(json(name + ".json")))).as(name).isEqualTo(NaiveCore.object(json(name + ".expected.json").getJsonObject("aggregateActionDeclarations")));
            }
        }
    }

    @Test
    void everyRecordSaysWhatTheReferenceSays() {
        int[] corrected = new int[1];
        each(seed -> {
            List<JsonObject> actions = new RandomHistory(seed, 6).record();
            List<Map<String, Object>> plain = actions.stream().map(NaiveCore::object).toList();
            assertThat(NaiveCore.object(document(actions).aggregate().values())).isEqualTo(NaiveCore.aggregate(plain));
            assertThat(NaiveCore.object(declaration(actions).values())).isEqualTo(NaiveCore.aggregateWith(plain, RandomHistory.pending(actions)));
            corrected[0] += actions.stream().anyMatch(a -> a.getString("type").equals("APPROVE_CORRECTION")) && !declaration(actions).equals(document(actions).aggregate()) ? 1 : 0;
        });
        assertThat(corrected[0]).as("records with corrections in which the pending action changes something").isGreaterThan(RECORDS / 20);
    }

    @Test
    void theOrderOfTheListMattersOnlyAmongActionsOfTheSameTime() {
        each(seed -> {
            List<JsonObject> actions = new RandomHistory(seed, 6).record();
            List<JsonObject> mixed = mixed(actions, new Random(seed));
            assertThat(document(mixed).aggregate()).isEqualTo(document(actions).aggregate());
            assertThat(declaration(mixed)).isEqualTo(declaration(actions));
            List<JsonObject> sorted = new ArrayList<>(actions);
            sorted.sort(Comparator.comparing(a -> a.getString("createdAt")));
            assertThat(document(sorted).aggregate()).isEqualTo(document(actions).aggregate());
        });
    }

    /** Prints, requests and rejections of corrections, and whatever was rejected. */
    @Test
    void whatHasNoEffectHasNone() {
        each(seed -> {
            List<JsonObject> actions = new RandomHistory(seed, 6).record();
            RandomHistory other = new RandomHistory(~seed, 6);
            List<JsonObject> more = new ArrayList<>(actions);
            int n = 0;
            for (String[] idle : new String[][] {{"PRINT_CERTIFICATE", "Accepted"}, {"REQUEST_CORRECTION", "Accepted"}, {"REJECT_CORRECTION", "Accepted"}, {"DECLARE", "Rejected"}, {"APPROVE_CORRECTION", "Rejected"}}) {
                JsonObject action = Json.createObjectBuilder(other.action(idle[0], idle[1], null)).add("id", "11111111-0000-4000-8000-%012d".formatted(++n)).remove("originalActionId").build();
                more.add(Math.floorMod(seed * n, more.size() + 1), action);
            }
            assertThat(document(more).aggregate()).isEqualTo(document(actions).aggregate());
            assertThat(declaration(more)).isEqualTo(declaration(actions));
        });
    }

    /** A correction that was rejected leaves nothing behind, however many came before and after; one that is then approved counts alone. */
    @Test
    void aCorrectionAfterRejectedOnesCountsAlone() {
        each(seed -> {
            RandomHistory random = new RandomHistory(seed, 1);
            JsonObject declared = Json.createObjectBuilder(random.action("DECLARE", "Accepted", null)).remove("originalActionId").build();
            List<JsonObject> actions = new ArrayList<>(List.of(declared));
            for (long i = Math.floorMod(seed, 4); i > 0; i--) {
                JsonObject request = random.action("REQUEST_CORRECTION", "Requested", null);
                JsonObject taken = answer(random, request, "Accepted");
                JsonObject rejection = naming(random.action("REJECT_CORRECTION", "Requested", null), taken);
                actions.addAll(List.of(request, taken, rejection, naming(answer(random, rejection, "Accepted"), taken)));
            }
            JsonObject request = random.action("REQUEST_CORRECTION", "Requested", null);
            JsonObject taken = answer(random, request, "Accepted");
            JsonObject approval = naming(random.action("APPROVE_CORRECTION", "Requested", null), taken);
            actions.addAll(List.of(request, taken, approval));
            assertThat(document(actions).aggregate()).isEqualTo(document(List.of(declared)).aggregate());
            Declaration alone = Declaration.empty().deepMerge(declaredBy(declared)).deepMerge(declaredBy(request)).deepMerge(declaredBy(taken)).deepMerge(declaredBy(approval));
            assertThat(declaration(actions)).isEqualTo(alone);
        });
    }

    @Test
    void mergingAgreesWithTheReferenceAndHoldsItsLaws() {
        each(seed -> {
            RandomHistory random = new RandomHistory(seed, 1);
            JsonObject a = random.object(3);
            JsonObject b = random.object(3);
            JsonObject merged = merged(a, b);
            assertThat(NaiveCore.object(merged)).isEqualTo(NaiveCore.merge(NaiveCore.object(a), NaiveCore.object(b)));
            assertThat(merged(a, JsonValue.EMPTY_JSON_OBJECT)).isEqualTo(a);
            assertThat(merged(JsonValue.EMPTY_JSON_OBJECT, a)).isEqualTo(a);
            assertThat(merged(merged, b)).as("the same again changes nothing").isEqualTo(merged);
            b.forEach((key, value) -> {
                if (value.getValueType() != JsonValue.ValueType.OBJECT) {
                    assertThat(merged.get(key)).as("lists, nulls and plain values replace").isEqualTo(value);
                } else if (a.get(key) != null && a.get(key).getValueType() == JsonValue.ValueType.ARRAY) {
                    assertThat(merged.get(key)).as("a list that meets an object stays").isEqualTo(a.get(key));
                }
            });
            a.forEach((key, value) -> {
                if (!b.containsKey(key)) {
                    assertThat(merged.get(key)).as("what is not named stays, null too").isEqualTo(value);
                }
            });
        });
    }

    /** Where a key holds objects always or never, it does not matter which two of three are merged first. */
    @Test
    void mergingIsAssociativeAmongDeclarationsOfOneShape() {
        each(seed -> {
            RandomHistory random = new RandomHistory(seed, 1);
            JsonObject a = shaped(random.object(3));
            JsonObject b = shaped(random.object(3));
            JsonObject c = shaped(random.object(3));
            assertThat(merged(merged(a, b), c)).isEqualTo(merged(a, merged(b, c)));
        });
    }

    /** Otherwise it does: so the order in which actions are applied is Core's, one by one. */
    @Test
    void mergingIsNotAssociativeWhereAKeyChangesItsKind() {
        JsonObject a = read("{\"k\":{\"x\":1}}");
        JsonObject b = read("{\"k\":null}");
        JsonObject c = read("{\"k\":{\"y\":2}}");
        assertThat(merged(merged(a, b), c)).isEqualTo(c);
        assertThat(merged(a, merged(b, c))).isEqualTo(read("{\"k\":{\"x\":1,\"y\":2}}"));
    }

    private static void each(LongConsumer property) {
        for (long seed = SEED; seed < SEED + RECORDS; seed++) {
            try {
                property.accept(seed);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("with -Dproperties.seed=" + seed + ": " + e.getMessage(), e);
            }
        }
    }

    /** Of every value under a key that begins with a, b or so on, the kind is decided by the key: a and b hold objects, the others never. */
    private static JsonObject shaped(JsonObject object) {
        JsonObjectBuilder shaped = Json.createObjectBuilder();
        object.forEach((key, value) -> {
            boolean nested = key.equals("a") || key.equals("b");
            if (value instanceof JsonObject inner) {
                shaped.add(nested ? key : "o" + key, nested ? shaped(inner) : Json.createValue(inner.size()));
            } else if (!nested) {
                shaped.add(key, value);
            }
        });
        return shaped.build();
    }

    /** In any order of time, with the actions of each moment in the order that they had. */
    private static List<JsonObject> mixed(List<JsonObject> actions, Random random) {
        Map<String, Deque<JsonObject>> moments = new HashMap<>();
        actions.forEach(action -> moments.computeIfAbsent(action.getString("createdAt"), at -> new ArrayDeque<>()).add(action));
        List<String> order = new ArrayList<>(actions.stream().map(action -> action.getString("createdAt")).toList());
        Collections.shuffle(order, random);
        return order.stream().map(at -> moments.get(at).poll()).toList();
    }

    private static JsonObject answer(RandomHistory random, JsonObject request, String status) {
        return random.action(request.getString("type"), status, request.getString("id"));
    }

    private static JsonObject naming(JsonObject action, JsonObject correction) {
        return Json.createObjectBuilder(action).add("requestId", correction.getString("id")).build();
    }

    private static JsonObject declaredBy(JsonObject action) {
        return action.get("declaration") instanceof JsonObject declared ? declared : JsonValue.EMPTY_JSON_OBJECT;
    }

    private static JsonObject merged(JsonObject current, JsonObject incoming) {
        return Declaration.of(current).deepMerge(incoming).values();
    }

    private static EventDocument document(List<JsonObject> actions) {
        JsonArrayBuilder list = Json.createArrayBuilder();
        actions.forEach(list::add);
        try {
            return EventDocument.of(Json.createObjectBuilder().add("id", "00000000-0000-4000-8000-999999999999").add("type", "birth").add("actions", list).build());
        } catch (UnreadableDocument e) {
            throw new IllegalStateException(e);
        }
    }

    private static Declaration declaration(List<JsonObject> actions) {
        try {
            return document(actions).declaration();
        } catch (UnreadableDocument e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Map<String, Object>> actions(JsonObject event) {
        return event.getJsonArray("actions").getValuesAs(JsonObject.class).stream().map(NaiveCore::object).toList();
    }

    private static JsonObject json(String file) throws IOException {
        return read(Files.readString(SAMPLES.resolve(file)));
    }

    private static JsonObject read(String text) {
        try (var reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }
}
