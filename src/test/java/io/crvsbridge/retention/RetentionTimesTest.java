package io.crvsbridge.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crvsbridge.kernel.BadSetting;
import io.crvsbridge.kernel.TextConfig;
import io.crvsbridge.retention.Retention.Kind;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RetentionTimesTest {

    private static final Retention PACK = new Retention(Map.of(Kind.DECLARATION, Duration.ofDays(14), Kind.USERINFO, Duration.ofDays(2), Kind.NOTICE, Duration.ofHours(6)));

    private static RetentionTimes times(Map<String, String> settings, Retention pack) {
        return new RetentionTimes(new TextConfig(settings), () -> pack);
    }

    @Test
    void thePackSaysWhatNobodyHasSet() {
        RetentionTimes times = times(Map.of(), PACK);
        assertThat(times.declaration()).isEqualTo(Duration.ofDays(14));
        assertThat(times.userinfo()).isEqualTo(Duration.ofDays(2));
        assertThat(times.notice()).contains(Duration.ofHours(6));
    }

    @Test
    void whatIsSetWinsOverThePack() {
        RetentionTimes times = times(Map.of("retention.declaration", "0", "retention.userinfo", "1h", "retention.notice", "30m"), PACK);
        assertThat(times.declaration()).isZero();
        assertThat(times.userinfo()).isEqualTo(Duration.ofHours(1));
        assertThat(times.notice()).contains(Duration.ofMinutes(30));
    }

    @Test
    void theDefaultsAreForWhatNeitherSays() {
        RetentionTimes times = times(Map.of(), Retention.NONE);
        assertThat(times.declaration()).isZero();
        assertThat(times.userinfo()).isEqualTo(Duration.ofDays(30));
        assertThat(times.notice()).isEmpty();
    }

    @Test
    void aPackThatIsExchangedIsAskedAnew() {
        Retention[] serving = {PACK};
        RetentionTimes times = new RetentionTimes(new TextConfig(Map.of()), () -> serving[0]);
        assertThat(times.declaration()).isEqualTo(Duration.ofDays(14));
        serving[0] = Retention.NONE;
        assertThat(times.declaration()).isZero();
    }

    @Test
    void aTimeBeyondTenYearsIsRefused() {
        assertThatThrownBy(() -> times(Map.of("retention.declaration", "4000d"), PACK).declaration()).isInstanceOf(BadSetting.class).hasMessageContaining("ten years");
    }
}
