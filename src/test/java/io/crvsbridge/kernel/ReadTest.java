package io.crvsbridge.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadTest {

    @ParameterizedTest
    @CsvSource({"0,PT0S", "500ms,PT0.5S", "2s,PT2S", "2 s,PT2S", "30M,PT30M", "72h,PT72H", "7d,PT168H", "PT2S,PT2S", "pt1h30m,PT1H30M", "0s,PT0S", "P1D,PT24H"})
    void durationsAreReadInShortAndInIsoForm(String text, String duration) {
        assertThat(Read.duration(text)).isEqualTo(Duration.parse(duration));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2", "s", "two seconds", "-2s", "PT-2S", "-PT2S", "2w", "2s 3m", "9999999999s", "1.5s", "P1Y"})
    void otherDurationsAreRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Read.duration(text)).withMessageContaining("a duration");
    }

    @Test
    void durationsAreReadTheSameInEveryLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr"));
            assertThat(Read.duration("30MS")).isEqualTo(Duration.ofMillis(30));
            assertThat(Read.flag("FALSE")).isFalse();
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest
    @CsvSource({"https://core.example,https://core.example", "https://core.example/,https://core.example", "http://10.0.0.1:7070/events//,http://10.0.0.1:7070/events",
            "HTTPS://core.example/a,HTTPS://core.example/a", "http://[::1]:3040/,http://[::1]:3040"})
    void aBaseEndsWithoutASlash(String text, URI base) {
        assertThat(Read.base(text)).isEqualTo(base);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "core.example", "/events", "ftp://core.example", "file:///etc/hosts", "https:///events", "https://user@core.example", "https://user:pw@core.example", "https://core .example",
            "javascript:alert(1)", "https://"})
    void onlyAbsoluteWebUrlsWithoutUserInformationAreTaken(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Read.url(text)).withMessage("an absolute http or https URL is needed");
        assertThatIllegalArgumentException().isThrownBy(() -> Read.base(text)).withMessage("an absolute http or https URL is needed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://core.example?tenant=1", "https://core.example/a#b"})
    void aBaseHasNoQueryBecausePathsAreAppended(String text) {
        assertThat(Read.url(text)).isEqualTo(URI.create(text));
        assertThatIllegalArgumentException().isThrownBy(() -> Read.base(text));
    }

    @Test
    void flagsAreTrueOrFalseAndNothingElse() {
        assertThat(Read.flag("true")).isTrue();
        assertThat(Read.flag("False")).isFalse();
        for (String text : new String[] {"yes", "1", "0", "on", "", "tru"}) {
            assertThatIllegalArgumentException().as(text).isThrownBy(() -> Read.flag(text));
        }
    }

    @Test
    void numbersKeepTheirBounds() {
        assertThat(Read.number(1, 3).apply("1")).isEqualTo(1);
        assertThat(Read.number(1, 3).apply("3")).isEqualTo(3);
        for (String text : new String[] {"0", "4", "-1", "1.0", "one", "99999999999", ""}) {
            assertThatIllegalArgumentException().as(text).isThrownBy(() -> Read.number(1, 3).apply(text)).withMessageContaining("number");
        }
    }

    @Test
    void listsAreTrimmedAndEmptyPartsLeftOut() {
        assertThat(Read.list(" a, b ,,c,")).containsExactly("a", "b", "c");
        assertThat(Read.list(",")).isEmpty();
    }

    @Test
    void aPatternFitsTheWholeText() {
        var reader = Read.matching("jdbc:(h2|postgresql):.+", "a JDBC URL");
        assertThat(reader.apply("jdbc:h2:mem:x")).isEqualTo("jdbc:h2:mem:x");
        assertThatIllegalArgumentException().isThrownBy(() -> reader.apply("x jdbc:h2:mem:x")).withMessage("a JDBC URL is needed");
    }

    @Test
    void zonesAreRealOnes() {
        assertThat(Read.zone("Africa/Lusaka")).isEqualTo(ZoneId.of("Africa/Lusaka"));
        assertThatIllegalArgumentException().isThrownBy(() -> Read.zone("Mars/Olympus"));
    }

    @Test
    void filesAndFoldersMustBeThere(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("x"), "x");
        assertThat(Read.readableFile(file.toString())).isEqualTo(file);
        assertThat(Read.folder(folder.toString())).isEqualTo(folder);
        assertThatIllegalArgumentException().isThrownBy(() -> Read.readableFile(folder.toString()));
        assertThatIllegalArgumentException().isThrownBy(() -> Read.readableFile(folder.resolve("y").toString()));
        assertThatIllegalArgumentException().isThrownBy(() -> Read.folder(file.toString()));
        assertThatIllegalArgumentException().isThrownBy(() -> Read.folder("\0"));
    }
}
