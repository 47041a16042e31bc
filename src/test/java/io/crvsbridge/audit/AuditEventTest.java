package io.crvsbridge.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AuditEventTest {

    private static final Instant AT = Instant.parse("2026-03-04T12:00:00.123Z");

    private static String content(String subject, String actor, String detail) {
        return new AuditEvent(AT, AuditEventType.ACTION_PARKED, subject, actor, detail).content();
    }

    @Test
    void theChainCoversEveryColumn() {
        assertThat(content("s", "bridge", "d")).contains(Long.toString(AT.toEpochMilli()), "ACTION_PARKED", "s", "bridge", "d");
        assertThat(new AuditEvent(AT.plusMillis(1), AuditEventType.ACTION_PARKED, "s", "bridge", "d").content()).isNotEqualTo(content("s", "bridge", "d"));
        assertThat(new AuditEvent(AT, AuditEventType.ACTION_RESUMED, "s", "bridge", "d").content()).isNotEqualTo(content("s", "bridge", "d"));
    }

    @Test
    void noTwoRowsReadAlike() {
        List<String> texts = Stream.of(content("a", "b", "c"), content("a\nb", "c", null), content("a", "b\nc", null), content("a\\nb", "c", null), content("a\\", "nb", null),
                content(null, "b", "c"), content("", "b", "c"), content("-", "b", "c"), content("+", "b", "c"), content("a", "b", null), content("a", "b", ""), content("a", "b", "-"),
                content("a\n+b", "c", null)).toList();
        assertThat(texts).doesNotHaveDuplicates().allMatch(t -> t.lines().count() == 6);
    }
}
