package io.crvsbridge.esignet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.jupiter.api.Test;

class RedirectUrisTest {

    private static final RedirectUris URIS = RedirectUris.of(List.of("https://form.example/drafts/*/mother", "https://form.example/fixed", "http://127.0.0.1:3000/open/**"));

    @ParameterizedTest
    @ValueSource(strings = {"https://form.example/drafts/1/mother", "https://form.example/drafts/5c1f-2/mother", "https://form.example/fixed", "http://127.0.0.1:3000/open", "http://127.0.0.1:3000/open/",
        "http://127.0.0.1:3000/open/a/b/c"})
    void theseAreAllowed(String uri) {
        assertThat(URIS.allow(uri)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "https://form.example", "https://form.example/", "https://form.example/drafts/1/2/mother", "https://form.example/drafts//mother", "https://form.example/drafts/../mother",
        "https://form.example/drafts/%2e%2e/mother", "https://form.example/fixed?x=1", "https://form.example/fixed#x", "https://form.example/fixed/", "http://form.example/fixed", "https://form.example:8443/fixed",
        "https://form.example.evil/fixed", "https://evil/?https://form.example/fixed", "https://form.example@evil/fixed", "http://127.0.0.1:3000/open/../x", "http://127.0.0.1:3000/open/%2E./x", "http://127.0.0.1:3000/open/..", "http://127.0.0.1:3000/openly",
        "http://127.0.0.1:3000/open\\x", "javascript:alert(1)", "https://form.example/fixed\n"})
    void theseAreNot(String uri) {
        assertThat(URIS.allow(uri)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"https://form.example/any/path,true", "https://form.example,true", "https://form.example/,true", "https://form.example:444/,false", "https://form.examples/,false"})
    void byDefaultEveryPathOfTheFormIsAllowed(String uri, boolean allowed) {
        assertThat(RedirectUris.below(List.of("https://form.example")).allow(uri)).isEqualTo(allowed);
    }

    @Test
    void withoutAFormNothingIsAllowed() {
        assertThat(RedirectUris.below(List.of()).allow("https://form.example/")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "https://*.example/x", "https://form.example/x?y=*", "/relative", "ftp://form.example/x"})
    void aPatternIsOfAPathOnly(String pattern) {
        assertThatThrownBy(() -> RedirectUris.of(List.of(pattern))).isInstanceOf(IllegalArgumentException.class);
    }
}
