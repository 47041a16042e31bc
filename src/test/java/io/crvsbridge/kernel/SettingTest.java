package io.crvsbridge.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingTest {

    private static final Setting<Integer> PORT = Setting.of("PORT", "3040", Read.number(1, 65_535), "HTTP port.");
    private static final Setting<URI> GATEWAY = Setting.required("GATEWAY_URL", Read::base, "Base URL of the gateway.");
    private static final Setting<String> SECRET = Setting.secret("CLIENT_SECRET", "Secret of the client.");

    private static TextConfig with(String key, String text) {
        return new TextConfig(Map.of(key, text));
    }

    @Test
    void theValueWinsOverTheDefault() {
        assertThat(PORT.get(with("PORT", " 8080 "))).isEqualTo(8080);
        assertThat(PORT.get(new TextConfig(Map.of()))).isEqualTo(3040);
        assertThat(PORT.get(with("PORT", "  "))).as("blank is absent").isEqualTo(3040);
    }

    @Test
    void aWrongValueIsNamedAndNeverReplacedByTheDefault() {
        assertThatThrownBy(() -> PORT.find(with("PORT", "eighty"))).isInstanceOf(BadSetting.class).hasMessage("PORT='eighty' is wrong: a whole number is needed");
        assertThatThrownBy(() -> PORT.get(with("PORT", "70000"))).isInstanceOf(BadSetting.class).hasMessageStartingWith("PORT=").hasMessageContaining("from 1 to 65535");
    }

    @Test
    void anAbsentRequiredValueIsNamedWithItsMeaning() {
        assertThatThrownBy(() -> GATEWAY.get(new TextConfig(Map.of()))).isInstanceOf(BadSetting.class).hasMessage("GATEWAY_URL is not set. Base URL of the gateway.");
    }

    @Test
    void aSecretIsNeverShown() {
        Setting<Integer> numeric = new Setting<>("PIN", null, "A number.", false, true, Read.number(1, 9));
        assertThatThrownBy(() -> numeric.get(with("PIN", "s3cr3t-pin"))).isInstanceOf(BadSetting.class).hasMessage("PIN is wrong: a whole number is needed");
        assertThat(SECRET.find(with("CLIENT_SECRET", "s3cr3t"))).contains("s3cr3t");
        assertThat(SECRET.toString()).doesNotContain("s3cr3t");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://admin:s3cr3t@gateway.example", "ftp://admin:s3cr3t@gateway.example", "https://admin:s3cr3t@gateway.example/%zz", "https://admin:s3cr3t @gateway.example",
            "admin:s3cr3t@gateway.example", "https://admin:p@ss/s3cr3t@gateway.example"})
    void credentialsInAUrlAreRefusedAndNotShown(String url) {
        Throwable thrown = catchThrowable(() -> GATEWAY.get(with("GATEWAY_URL", url)));
        assertThat(thrown).isInstanceOf(BadSetting.class).hasMessageContaining("GATEWAY_URL");
        assertThat(trace(thrown)).doesNotContain("s3cr3t");
    }

    @Test
    void aPasswordInADatabaseUrlIsNotShown() {
        Throwable thrown = catchThrowable(() -> ServerSettings.DB_URL.get(with("DB_URL", "jdbc:mysql://db.example/bridge?user=b&password=s3cr3t")));
        assertThat(thrown).isInstanceOf(BadSetting.class).hasMessageContainingAll("DB_URL", "jdbc:postgresql");
        assertThat(trace(thrown)).doesNotContain("s3cr3t");
    }

    private static String trace(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
