package io.crvsbridge.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.crvsbridge.audit.AuditEventType;
import io.crvsbridge.problem.ProblemType;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReferenceDocumentsTest {

    @Test
    void everyAuditEventHasItsHeadingAndEveryHeadingItsEvent() throws IOException {
        assertThat(Headings.of("audit-events.md").naming(Pattern.compile("^[A-Z]+(?:_[A-Z]+)+$"))).containsExactlyInAnyOrderElementsOf(
                Arrays.stream(AuditEventType.values()).map(Enum::name).toList());
    }

    @Test
    void everyProblemHasItsHeadingAndEveryHeadingItsProblem() throws IOException {
        assertThat(Headings.of("problems.md").naming(Pattern.compile("^[a-z]+(?:-[a-z]+)*$"))).containsExactlyInAnyOrderElementsOf(
                Arrays.stream(ProblemType.values()).map(ProblemType::slug).toList());
    }

    @Test
    void everyProblemIsDescribedWithItsStatus() throws IOException {
        String text = Files.readString(Headings.of("problems.md").document());
        for (ProblemType type : ProblemType.values()) {
            assertThat(text).contains("### " + type.slug() + "\n" + type.status());
        }
    }
}
