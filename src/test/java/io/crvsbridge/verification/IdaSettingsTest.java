package io.crvsbridge.verification;

import static io.crvsbridge.verification.IdaTexts.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crvsbridge.kernel.BadSetting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdaSettingsTest {

    @TempDir
    Path folder;

    @Test
    void goodSettingsHaveNoProblems() {
        assertThat(settings().problems()).isEmpty();
        assertThat(settings().missing()).isEmpty();
    }

    @Test
    void theFilesAreOpenedAtStart() throws IOException {
        String text = Files.writeString(folder.resolve("text"), "no certificate").toString();
        assertThat(settings("SIGN_P12_FILE_PASSWORD", "wrong").problems()).singleElement().asString().contains("SIGN_P12_FILE_PATH").doesNotContain("another-password");
        assertThat(settings("SIGN_P12_FILE_PATH", text).problems()).singleElement().asString().contains("SIGN_P12_FILE_PATH");
        assertThat(settings("ENCRYPT_CERT_PATH", text).problems()).singleElement().asString().contains("ENCRYPT_CERT_PATH");
        assertThat(settings("IDA_RESPONSE_CERT_PATH", text).problems()).singleElement().asString().contains("IDA_RESPONSE_CERT_PATH");
        assertThat(settings("SIGN_P12_FILE_PASSWORD", null).problems()).singleElement().asString().contains("belong together");
    }

    @Test
    void theAddressHoldsTheKeysOfThePartner() {
        assertThat(IdaTexts.at("https://mosip.example/idauthentication/v1/auth/", "PARTNER_MISP_LK", "a/b", "PARTNER_ID", "p", "PARTNER_APIKEY", "k").url().toString())
                .isEqualTo("https://mosip.example/idauthentication/v1/auth/a%2Fb/p/k");
    }

    @Test
    void gendersAreMappedByTheSetting() {
        assertThat(settings("IDA_GENDERS", "Male=MLE, female=FLE,unknown=").genders()).isEqualTo(Map.of("male", "MLE", "female", "FLE", "unknown", ""));
    }

    @ParameterizedTest
    @CsvSource({"IDA_ENV, production", "IDA_ID_TYPE, NID", "IDA_LANGUAGES, english", "IDA_GENDERS, male", "IDA_AUTH_URL, mosip", "IDA_VERIFY_RESPONSE, no"})
    void aWrongValueIsNamed(String key, String value) {
        IdaSettings wrong = settings(key, value);
        assertThatThrownBy(() -> {
            wrong.environment();
            wrong.type();
            wrong.languages();
            wrong.genders();
            wrong.url();
            wrong.verifiesResponses();
        }).isInstanceOf(BadSetting.class).hasMessageContaining(key);
    }
}
