package io.crvsbridge.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpstreamTest {

    @ParameterizedTest
    @CsvSource({
        "/plain?q=1&r=a%20b, /plain?q=1&r=a%20b",
        "/q?x={y}, /q?x=%7By%7D",
        "/q?x=a|b, /q?x=a%7Cb",
        "/q?x=100%, /q?x=100%25",
        "/q?x=%zz, /q?x=%25zz",
        "/q?x=\u00c3\u00a9, /q?x=%C3%A9",
        "/a%2Fb, /a%2Fb",
    })
    void whatAUriMayNotHoldIsEscapedAndAllElseStays(String sent, String forwarded) {
        assertThat(Upstream.legal(sent)).isEqualTo(forwarded);
        assertThat(URI.create("http://upstream.example" + Upstream.legal(sent)).toString()).endsWith(forwarded);
    }
}
