package io.crvsbridge.idschema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.crvsbridge.yaml.Faults;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A schema that asks for years of work is given milliseconds. */
@Timeout(20)
class BoundsTest {

    private final Faults faults = new Faults();

    private IdSchema schema(String field, String definitions) {
        return IdSchema.read(faults, """
                {%s "type": "object", "definitions": {%s}, "properties": {"identity": {"type": "object", "properties": {
                  "note": {"fieldCategory": "pvt", %s}}}}}""".formatted("", definitions, field));
    }

    @ParameterizedTest
    @ValueSource(strings = {"^(a+)+$", "^(a|a)*$", "^(a|aa)+$", "^(.*a){25}$", "(x+x+)+y|^(a*)*$", "^((a+)(a+)(a+)(a+)(a+)(a+)(a+))+$"})
    void aPatternThatGoesBackAndBackEndsInABoundedTime(String pattern) {
        IdSchema schema = schema("\"type\": \"string\", \"pattern\": \"" + pattern + "\"", "");
        assertThat(faults.found()).isEmpty();
        long began = System.nanoTime();
        assertThat(schema.violations(Map.of("note", "a".repeat(20_000) + "!"))).singleElement().asString().contains("ID schema").satisfies(reason -> assertThat(reason).asString().doesNotContain("aaa"));
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void anOrdinaryPatternStillDecides() {
        IdSchema schema = schema("\"type\": \"string\", \"pattern\": \"^(?=.{3,5}$)[a-z]+$\"", "");
        assertThat(schema.violations(Map.of("note", "abcd"))).isEmpty();
        assertThat(schema.violations(Map.of("note", "abcdef"))).containsExactly("note does not keep to the ID schema (pattern)");
    }

    @Test
    void referencesThatBranchAtEachStepEndInABoundedTime() {
        StringBuilder definitions = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            String next = "{\"$ref\": \"#/definitions/d" + (i + 1) + "\"}";
            definitions.append("\"d").append(i).append("\": {\"allOf\": [").append(next).append(", ").append(next).append("]},");
        }
        IdSchema schema = schema("\"allOf\": [{\"$ref\": \"#/definitions/d0\"}]", definitions + "\"d60\": {\"type\": \"string\"}");
        assertThat(faults.found()).isEmpty();
        assertThat(schema.violations(Map.of("note", "x"))).singleElement().asString().contains("cannot be checked");
    }

    @Test
    void aReferenceToItselfIsNoCrash() {
        IdSchema schema = schema("\"$ref\": \"#/definitions/d\"", "\"d\": {\"allOf\": [{\"$ref\": \"#/definitions/d\"}]}");
        assertThat(schema.violations(Map.of("note", "x"))).singleElement().asString().contains("cannot be checked");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"pattern\": \"([\"", "\"patternProperties\": {\"^(a+)+$\": {}}", "\"type\": 7", "\"pattern\": \"(((((((((((((((((((\""})
    void whatCannotBeBoundedOrReadIsAFault(String field) {
        schema(field, "");
        assertThat(faults.found()).singleElement().asString().startsWith("id-schema.json: not a JSON schema");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://json-schema.org/draft-07/schema#", "https://json-schema.org/draft/2019-09/schema", "https://json-schema.org/draft/2020-12/schema"})
    void everyDraftIsTakenAsBefore(String draft) {
        IdSchema schema = IdSchema.read(faults, "{\"$schema\": \"" + draft + "\", \"properties\": {\"identity\": {\"properties\": {\"note\": {\"fieldCategory\": \"pvt\", \"maxLength\": 3, \"pattern\": \"a\"}}}}}");
        assertThat(faults.found()).isEmpty();
        assertThat(schema.violations(Map.of("note", "aaaa"))).containsExactly("note does not keep to the ID schema (maxLength)");
        assertThatCode(() -> schema.violations(Map.of("note", "b"))).doesNotThrowAnyException();
        assertThat(schema.violations(Map.of("note", "b"))).containsExactly("note does not keep to the ID schema (pattern)");
    }

    /** What somebody types into a form must not become an error for Core. */
    @ParameterizedTest
    @ValueSource(strings = {"array", "object", "boolean"})
    void aTextThatNestsWithoutEndIsAnUnfitPacketAndNoCrash(String type) {
        IdSchema schema = schema("\"type\": \"" + type + "\"", "");
        for (String text : List.of("[".repeat(20_000), "[".repeat(3_000) + "]".repeat(3_000), "{\"a\":".repeat(3_000), "1".repeat(20_000), "[" + "1".repeat(2_000) + "]")) {
            assertThat(schema.violations(Map.of("note", text))).isNotEmpty().allSatisfy(reason -> assertThat(reason).contains("ID schema"));
        }
    }
}
