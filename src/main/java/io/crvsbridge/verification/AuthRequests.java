package io.crvsbridge.verification;

import io.crvsbridge.kernel.JsonMaking;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.nio.charset.StandardCharsets;
import java.security.Provider;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Makes IDA's requests (MOSIP contract, section 6). What is the same in all of them was made once. */
final class AuthRequests {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuu/MM/dd", Locale.ROOT);
    private static final long LEAST_TRANSACTION = 1_000_000_000L;
    private static final long TRANSACTIONS = 9_000_000_000L;

    private final SecureRandom random = new SecureRandom();
    private final RequestSeal seal;
    private final RequestSignature signature;
    private final String thumbprint;
    private final String domain;
    private final String environment;
    private final Optional<IdType> type;
    private final List<String> languages;
    private final boolean requestedAuth;

    AuthRequests(IdaSettings settings, IdaKeys.Held keys) {
        this(settings, keys, NativeSignatures.provider());
    }

    AuthRequests(IdaSettings settings, IdaKeys.Held keys, Optional<Provider> provider) {
        this.seal = new RequestSeal(keys.ida().key(), random);
        this.signature = new RequestSignature(keys.partner(), provider);
        this.thumbprint = Base64.getUrlEncoder().encodeToString(keys.ida().thumbprint());
        this.domain = settings.domain();
        this.environment = settings.environment();
        this.type = settings.type();
        this.languages = settings.languages();
        this.requestedAuth = settings.sendsRequestedAuth();
    }

    /**
     * A request that is ready to be sent.
     *
     * @param transactionId ten digits, used once; IDA repeats it
     * @param body          JSON, holds the identifier in clear
     * @param signature     over the body's bytes
     */
    record Signed(String transactionId, String body, String signature) {

        @Override
        public String toString() {
            return "Signed[" + transactionId + "]";
        }
    }

    /** @param gender MOSIP's word, nothing when it is not compared */
    Signed of(Person person, Optional<String> gender, Instant now) {
        String transaction = Long.toString(LEAST_TRANSACTION + random.nextLong(TRANSACTIONS));
        RequestSeal.Sealed sealed = seal.seal(plain(person, gender, now).getBytes(StandardCharsets.UTF_8));
        JsonObjectBuilder json = JsonMaking.object()
                .add("id", "mosip.identity.auth")
                .add("version", "1.0")
                .add("specVersion", "1.0")
                .add("individualId", person.id())
                .add("individualIdType", person.type().or(() -> type).orElseGet(() -> IdType.byForm(person.id())).name())
                .add("transactionID", transaction)
                .add("requestTime", TIME.format(now))
                .add("thumbprint", thumbprint)
                .add("domainUri", domain)
                .add("env", environment)
                .add("consentObtained", true);
        if (requestedAuth) {
            json.add("requestedAuth", JsonMaking.object().add("demo", true).add("pin", false).add("otp", false).add("bio", false));
        }
        String body = json.add("request", sealed.request()).add("requestSessionKey", sealed.sessionKey()).add("requestHMAC", sealed.hmac()).build().toString();
        return new Signed(transaction, body, signature.of(body.getBytes(StandardCharsets.UTF_8)));
    }

    private String plain(Person person, Optional<String> gender, Instant now) {
        JsonObjectBuilder demographics = JsonMaking.object();
        person.name().filter(name -> !name.isBlank()).ifPresent(name -> demographics.add(Attribute.NAME.word(), inEachLanguage(name.strip())));
        person.birthDate().ifPresent(date -> demographics.add(Attribute.BIRTH_DATE.word(), DATE.format(date)));
        gender.ifPresent(word -> demographics.add(Attribute.GENDER.word(), inEachLanguage(word)));
        return JsonMaking.object().add("timestamp", TIME.format(now)).add("demographics", demographics).build().toString();
    }

    private JsonArrayBuilder inEachLanguage(String value) {
        JsonArrayBuilder values = JsonMaking.array();
        languages.forEach(language -> values.add(JsonMaking.object().add("language", language).add("value", value)));
        return values;
    }
}
