package io.crvsbridge.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.crvsbridge.action.ParkCause;
import io.crvsbridge.attention.Attention;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
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

    /** A server erases them with an end; who closes a row by hand must not leave them there for good. */
    @Test
    void closingARowByHandErasesAllThatIsSealedInIt() throws IOException {
        String table = Files.readString(Path.of("src/main/resources/db/migration/V1__first_schema.sql")).replaceFirst("(?s).*?CREATE TABLE pending_action \\((.*?)\\n\\).*", "$1");
        String closing = Files.readString(Path.of("docs/runbook.md")).replaceFirst("(?s).*SET state = 'ACCEPTED_ELSEWHERE'(.*?)WHERE.*", "$1");
        List<String> sealed = Pattern.compile("(\\w+) +\\$\\{bytes\\}").matcher(table).results().map(column -> column.group(1)).toList();
        assertThat(sealed).contains("token", "document").allSatisfy(column -> assertThat(closing).contains(column + " = NULL"));
    }

    private static Set<String> names() throws IOException {
        Set<String> names = new HashSet<>();
        Headings.of("runbook.md").texts().forEach(text -> NAME.matcher(text).results().forEach(m -> names.add(m.group())));
        return names;
    }
}
