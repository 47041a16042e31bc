package io.crvsbridge.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.crvsbridge.action.ParkCause;
import io.crvsbridge.attention.Attention;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What can wake an operator has a heading in the runbook. */
class RunbookTest {

    private static final Pattern CODE = Pattern.compile("\\bCB\\d{3}\\b");
    private static final Pattern NAME = Pattern.compile("\\b[A-Z]{2,}(?:_[A-Z]+)*\\b");

    @Test
    void everyLogCodeHasAHeadingAndNoHeadingNamesACodeThatIsGone() throws IOException {
        Set<String> codes = LogText.all().stream().filter(LogText::hasCode).map(LogText::code).collect(Collectors.toSet());
        assertThat(Headings.of("runbook.md").naming(CODE)).containsExactlyInAnyOrderElementsOf(codes);
    }

    @Test
    void everyParkCauseHasAHeading() throws IOException {
        assertThat(names()).containsAll(Arrays.stream(ParkCause.values()).map(Enum::name).toList());
    }

    @Test
    void everyKindOfAttentionHasAHeading() throws IOException {
        assertThat(names()).containsAll(Arrays.stream(Attention.Kind.values()).map(Enum::name).toList());
    }

    private static Set<String> names() throws IOException {
        Set<String> names = new HashSet<>();
        Headings.of("runbook.md").texts().forEach(text -> NAME.matcher(text).results().forEach(m -> names.add(m.group())));
        return names;
    }
}
