package io.crvsbridge.opencrvs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CoreRecordTest {

    private static final String WRAPPED = "{\"result\":{\"data\":{\"json\":{\"actions\":%s}}}}";

    @Test
    void answersAreFoundByTheActionTheyName() {
        CoreRecord record = CoreRecord.read(WRAPPED.formatted("[{\"status\":\"Accepted\",\"originalActionId\":\"b\"},{\"status\":\"Rejected\",\"originalActionId\":\"a\"}]"), "a").orElseThrow();
        assertThat(record.accepted()).isEmpty();
        assertThat(record.rejected()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[null, 1, \"x\", [], true]", "[{}]", "[{\"status\":1,\"originalActionId\":\"a\"}]", "[{\"status\":\"Accepted\",\"originalActionId\":null}]", "[{\"status\":\"Accepted\",\"originalActionId\":[\"a\"]}]"})
    void oddActionsAreNoAnswers(String actions) {
        CoreRecord record = CoreRecord.read(WRAPPED.formatted(actions), "a").orElseThrow();
        assertThat(record.accepted()).isEmpty();
        assertThat(record.rejected()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "{", "{\"message\":7}", "{\"error\":\"x\"}", "{\"error\":{\"json\":{}}}", "[\"message\"]"})
    void anErrorWithoutAMessageIsSaidToHaveNone(String body) {
        assertThat(CoreRecord.errorMessage(body)).isEqualTo("no message");
    }

    @Test
    void theInnerMessageOfAnErrorWins() {
        assertThat(CoreRecord.errorMessage("{\"message\":\"outer\",\"error\":{\"json\":{\"message\":\"inner\"}}}")).isEqualTo("inner");
        assertThat(CoreRecord.errorMessage("{\"message\":\"outer\",\"error\":\"Unauthorized\"}")).isEqualTo("outer");
    }

    @Test
    void deeplyNestedTextIsNoRecord() {
        assertThat(CoreRecord.read("[".repeat(100_000), "a")).isEmpty();
        assertThat(CoreRecord.read("{\"a\":".repeat(100_000), "a")).isEmpty();
    }
}
