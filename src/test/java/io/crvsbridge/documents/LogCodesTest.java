package io.crvsbridge.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogCodesTest {

    @Test
    void everyWarningAndErrorBeginsWithACode() throws IOException {
        List<LogText> texts = LogText.all();
        assertThat(texts).as("places found in the sources").hasSizeGreaterThanOrEqualTo(12);
        assertThat(texts).allSatisfy(t -> assertThat(t.hasCode()).as("%s: \"%s\" begins with CBnnn", t.place(), t.text()).isTrue());
    }

    @Test
    void aCodeHasOneMeaningAndSoStandsInOnePlace() throws IOException {
        assertThat(LogText.all().stream().map(LogText::text).filter(t -> t.length() > 5).map(t -> t.substring(0, 5))).doesNotHaveDuplicates();
    }
}
