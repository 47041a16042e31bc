package io.crvsbridge.verification;

import io.crvsbridge.kernel.TextConfig;
import io.crvsbridge.simulators.IdAuthentication;
import io.crvsbridge.simulators.IdaKeyPair;
import io.crvsbridge.simulators.Partner;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Settings of a bridge that may ask, and a person to ask about. */
final class IdaTexts {

    static final String PASSWORD = "another-password";
    private static final Path PARTNER = Partner.file(PASSWORD);
    private static final Path IDA = IdaKeyPair.file(IdaKeyPair.encryption());
    private static final Path RESPONSE = IdaKeyPair.file(IdaKeyPair.signing());

    private IdaTexts() {}

    /** @param changes pairs of a key and its text, or {@code null} for none */
    static IdaSettings at(String url, String... changes) {
        Map<String, String> texts = new HashMap<>();
        texts.put("IDA_AUTH_URL", url);
        texts.put("PARTNER_MISP_LK", IdAuthentication.LICENCE);
        texts.put("PARTNER_ID", IdAuthentication.PARTNER);
        texts.put("PARTNER_APIKEY", IdAuthentication.API_KEY);
        texts.put("IDA_AUTH_DOMAIN_URI", IdAuthentication.DOMAIN);
        texts.put("ENCRYPT_CERT_PATH", IDA.toString());
        texts.put("SIGN_P12_FILE_PATH", PARTNER.toString());
        texts.put("SIGN_P12_FILE_PASSWORD", PASSWORD);
        texts.put("IDA_RESPONSE_CERT_PATH", RESPONSE.toString());
        for (int i = 0; i < changes.length; i += 2) {
            texts.put(changes[i], changes[i + 1]);
        }
        return new IdaSettings(new TextConfig(texts));
    }

    static IdaSettings settings(String... changes) {
        return at("http://127.0.0.1:9/idauthentication/v1/auth", changes);
    }

    /** John Dino Doe, whom the simulator knows. */
    static Person john() {
        return person("1234567892", "John Doe", "2001-02-20", "male");
    }

    static Person person(String id, String name, String birth, String gender) {
        return new Person(id, Optional.empty(), Optional.ofNullable(name), Optional.ofNullable(birth).map(LocalDate::parse), Optional.ofNullable(gender));
    }
}
