package io.crvsbridge.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.crvsbridge.kernel.ActionKey;
import io.crvsbridge.opencrvs.ActionType;
import io.crvsbridge.opencrvs.RecordToken;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeptTriggerTest {

    private static final Instant EXPIRES = Instant.parse("2026-03-11T12:00:00.123456Z");
    private static final ActionKey KEY = new ActionKey("11111111-2222-4333-8444-555555555555", "66666666-7777-4888-8999-aaaaaaaaaaaa");
    private static final Trigger TRIGGER = new Trigger("birth", ActionType.REGISTER, new RecordToken(Optional.of(KEY), true, EXPIRES, "a.token.of-the-registrar"), null);

    @Test
    void everythingThatIsNeededLaterComesBack() {
        byte[] body = {'{', 0, (byte) 0xff, '}'};
        KeptTrigger kept = KeptTrigger.read(new KeptTrigger(TRIGGER, Optional.of(body), Optional.empty()).written());
        assertThat(kept.trigger()).isEqualTo(TRIGGER);
        assertThat(kept.body()).hasValueSatisfying(b -> assertThat(b).isEqualTo(body));
        assertThat(kept.reason()).isEmpty();
    }

    @Test
    void anAttentionNeedsNoBody() {
        KeptTrigger kept = KeptTrigger.read(new KeptTrigger(TRIGGER, Optional.empty(), Optional.of("not \"JSON\"")).written());
        assertThat(kept.body()).isEmpty();
        assertThat(kept.reason()).contains("not \"JSON\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "{\"event\":1}", "{\"eventId\":\"a\",\"actionId\":\"b\",\"event\":\"birth\",\"action\":\"DANCE\",\"token\":\"t\",\"expires\":\"2026-03-11T12:00:00Z\"}",
        "{\"eventId\":\"a\",\"actionId\":\"b\",\"event\":\"birth\",\"action\":\"REGISTER\",\"token\":\"t\",\"expires\":\"soon\"}"})
    void anythingElseIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> KeptTrigger.read(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void itShowsNoSecret() {
        assertThat(new KeptTrigger(TRIGGER, Optional.of(new byte[0]), Optional.empty()).toString()).doesNotContain("token");
    }
}
