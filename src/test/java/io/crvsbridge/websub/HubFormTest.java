package io.crvsbridge.websub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class HubFormTest {

    @Test
    void aTopicMayHoldARawSlash() {
        assertThat(HubForm.of("hub.mode=subscribe&hub.topic=crvs-partner/CREDENTIAL_ISSUED").get("hub.topic")).contains("crvs-partner/CREDENTIAL_ISSUED");
        assertThat(HubForm.of("hub.topic=crvs-partner%2FCREDENTIAL_ISSUED").get("hub.topic")).contains("crvs-partner/CREDENTIAL_ISSUED");
    }

    @Test
    void aNameGivenTwiceCountsAsAbsent() {
        assertThat(HubForm.of("hub.topic=a&hub.topic=b").get("hub.topic")).isEmpty();
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {"&&&", "=", "%zz=1", "hub.topic=%zz", "hub.topic", "hub.topic=+"})
    void nothingMakesItFail(String text) {
        assertThatCode(() -> assertThat(HubForm.of(text).get("hub.topic")).isEmpty()).doesNotThrowAnyException();
    }

    @Test
    void anOversizedQueryIsNotRead() {
        assertThat(HubForm.of("hub.topic=a&x=" + "y".repeat(HubForm.MOST_LETTERS)).get("hub.topic")).isEmpty();
    }
}
