package io.crvsbridge.country;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crvsbridge.kernel.JsonMaking;
import io.crvsbridge.rule.JudgementFailed;
import io.crvsbridge.rule.Question;
import jakarta.json.JsonValue;
import org.junit.jupiter.api.Test;

/** What a rule may set, however odd the pack or the data are. */
class SettingBoundsTest {

    private static Inquest.Finding held(String set, JsonValue found) throws BadCountryPack {
        String event = TrialPack.FIELDS + """
              mother.brn: string
              child.any: any
              child.all: map
              child.list: list
            readings:
              thing: {location: "'1'"}
            actions:
              REGISTER:
                - name: looks
                  then: read
                  read: [thing]
                - name: sets
                  then: accept
                  set:
            """;
        CountryPack pack = new TrialPack().with("birth.yaml", event + "        " + set + "\n").load();
        return Inquest.hold(pack, CountryPack.Abilities.ALL, TrialPack.register("{'mother.brn': 'B1'}"), (Question question) -> new Inquest.Said(found, "read"));
    }

    @Test
    void aMappingWhoseKeysAreNoTextsFailsTheRuleAndIsNoErrorForCore() {
        for (String set : new String[] {"child.any: \"{1: 'a'}\"", "child.any: \"[{true: 'a'}]\"", "child.all: \"{1: 'a'}\"", "child.all: \"{'a': {2u: 1}}\""}) {
            assertThatThrownBy(() -> held(set, JsonValue.NULL)).as(set).isInstanceOf(JudgementFailed.class);
        }
    }

    @Test
    void otherOddValuesFailTheRule() {
        for (String set : new String[] {"child.any: \"1u\"", "child.any: \"b'a'\"", "child.any: \"duration('1s')\"", "child.any: \"1.0 / 0.0\"", "child.any: \"[-1.0 / 0.0]\"",
            "child.any: \"timestamp('2026-01-01T00:00:00Z')\"", "child.any: type(1)"}) {
            assertThatThrownBy(() -> held(set, JsonValue.NULL)).as(set).isInstanceOf(JudgementFailed.class);
        }
    }

    @Test
    void aShortExpressionThatNamesALongTextManyTimesMakesNoHugeRecord() {
        JsonValue found = JsonMaking.object().add("text", "x".repeat(19_000)).build();
        String ten = "[[found.thing.text]].map(t, [t,t,t,t,t,t,t,t,t,t].map(u, [u,u,u,u,u,u,u,u,u,u]))";
        assertThatThrownBy(() -> held("child.list: \"" + ten + "\"", found)).isInstanceOf(JudgementFailed.class);
    }

    @Test
    void manyFieldsMakeNoHugeRecordEither() {
        JsonValue found = JsonMaking.object().add("text", "x".repeat(19_000)).build();
        String half = "\"[found.thing.text].map(t, [t,t,t,t,t,t,t,t,t,t,t,t,t,t,t,t,t,t,t,t])\"";
        assertThatCode(() -> held("{child.list: " + half + ", child.any: " + half + "}", found)).doesNotThrowAnyException();
        assertThatThrownBy(() -> held("{child.list: " + half + ", child.any: " + half + ", documents.all: " + half + "}", found)).isInstanceOf(JudgementFailed.class);
    }
}
