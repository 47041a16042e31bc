package io.crvsbridge.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DeclarationTest {

    static List<JsonObject> vectors() throws IOException {
        try (var reader = Json.createReader(Files.newInputStream(Path.of("src/test/resources/core/vectors.json")))) {
            return reader.readObject().getJsonArray("deepMerge").getValuesAs(JsonObject.class);
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void everyMergeVectorIsMet(JsonObject vector) {
        Declaration merged = Declaration.of(vector.getJsonObject("current")).deepMerge(vector.getJsonObject("incoming"));

        assertThat(merged.values()).isEqualTo(vector.getJsonObject("result"));
    }

    @Test
    void anExplicitNullIsNoValue() {
        Declaration declaration = Declaration.of(Json.createObjectBuilder().addNull("child.dob").add("n", 1).build());

        assertThat(declaration.value("child.dob")).isEmpty();
        assertThat(declaration.value("missing")).isEmpty();
        assertThat(declaration.value("n")).hasValue(Json.createValue(1));
        assertThat(declaration.values()).containsKey("child.dob");
    }

    @Test
    void printingTellsOnlyHowManyFieldsThereAre() {
        assertThat(Declaration.of(Json.createObjectBuilder().add("child.nid", "9012345678").build()))
                .hasToString("Declaration[1 fields]");
    }

    @RepeatedTest(200)
    void mergingHoldsItsLaws(RepetitionInfo repetition) {
        SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
        JsonObject current = object(random, 3);
        JsonObject incoming = object(random, 3);
        Declaration merged = Declaration.of(current).deepMerge(incoming);

        assertThat(merged.deepMerge(incoming)).as("the same again changes nothing").isEqualTo(merged);
        assertThat(Declaration.of(current).deepMerge(current).values()).isEqualTo(current);
        assertThat(Declaration.empty().deepMerge(incoming).values()).isEqualTo(incoming);
        assertThat(merged.deepMerge(JsonValue.EMPTY_JSON_OBJECT)).isEqualTo(merged);
        assertThat(merged.values().keySet()).containsAll(current.keySet()).containsAll(incoming.keySet());
        current.forEach((key, value) -> {
            if (!incoming.containsKey(key)) {
                assertThat(merged.values().get(key)).isEqualTo(value);
            }
        });
        incoming.forEach((key, value) -> {
            if (!(value instanceof JsonObject)) {
                assertThat(merged.values().get(key)).isEqualTo(value);
            }
        });
    }

    private static JsonObject object(SplittableRandom random, int depth) {
        JsonObjectBuilder object = Json.createObjectBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            object.add("k" + random.nextInt(6), value(random, depth));
        }
        return object.build();
    }

    private static JsonValue value(SplittableRandom random, int depth) {
        return switch (random.nextInt(depth == 0 ? 4 : 7)) {
            case 0 -> JsonValue.NULL;
            case 1 -> random.nextBoolean() ? JsonValue.TRUE : JsonValue.FALSE;
            case 2 -> Json.createValue(random.nextInt(100));
            case 3 -> Json.createValue("t" + random.nextInt(100));
            case 4 -> {
                JsonArrayBuilder array = Json.createArrayBuilder();
                for (int i = random.nextInt(3); i > 0; i--) {
                    array.add(value(random, depth - 1));
                }
                yield array.build();
            }
            default -> object(random, depth - 1);
        };
    }
}
