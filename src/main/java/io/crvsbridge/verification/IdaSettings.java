package io.crvsbridge.verification;

import io.crvsbridge.kernel.BadSetting;
import io.crvsbridge.kernel.KnownConfig;
import io.crvsbridge.kernel.Read;
import io.crvsbridge.kernel.Setting;
import io.crvsbridge.kernel.SettingsGroup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;

/** Where MOSIP's ID authentication is, who we are there, and how it is asked. All of it may be absent: then checks are answered as our fault. */
@Singleton
class IdaSettings implements SettingsGroup {

    private static final String BY_FORM = "auto";

    static final Setting<URI> URL = Setting.optional("IDA_AUTH_URL", Read::base,
            "Base of IDA's authentication, for example `https://mosip.example/idauthentication/v1/auth`; licence key, partner id and API key are added to it.");
    static final Setting<String> LICENCE = Setting.secret("PARTNER_MISP_LK", "Licence key of the MISP through which we ask IDA.");
    static final Setting<String> PARTNER = Setting.optional("PARTNER_ID", Read::text, "Our id as an authentication partner.");
    static final Setting<String> API_KEY = Setting.secret("PARTNER_APIKEY", "The partner's API key.");
    static final Setting<URI> DOMAIN = Setting.optional("IDA_AUTH_DOMAIN_URI", Read::url,
            "The `domainUri` of our requests, one of MOSIP's `mosip.ida.allowed.domain.uris`, written exactly as there.");
    static final Setting<Path> IDA_CERTIFICATE = Setting.optional("ENCRYPT_CERT_PATH", Read::readableFile,
            "Certificate (PEM or DER) with which requests are encrypted for IDA, as MOSIP's operator gives it out. Read at start only.");
    static final Setting<Path> KEYSTORE = Setting.optional("SIGN_P12_FILE_PATH", Read::readableFile,
            "PKCS#12 file with the key that signs our requests and its certificate, which MOSIP knows; of several that have begun the one that ends last is used. Read at start only.");
    static final Setting<String> PASSWORD = Setting.secret("SIGN_P12_FILE_PASSWORD", "Password of that file.");
    static final Setting<Path> RESPONSE_CERTIFICATES = Setting.optional("IDA_RESPONSE_CERT_PATH", Read::readableFile,
            "Certificates (PEM or DER, one or several) of the keys with which MOSIP signs IDA's answers; no other signature is taken. Before MOSIP changes its key, add the new one. Read at start only.");
    static final Setting<Boolean> VERIFY = Setting.of("IDA_VERIFY_RESPONSE", "true", Read::flag,
            "false takes answers whose signature nobody checked, as for a mock that does not sign. Whoever stands between could then verify anybody; readiness shows it.");
    static final Setting<String> ENVIRONMENT = Setting.of("IDA_ENV", "Production", Read.matching("Staging|Developer|Pre-Production|Production", "Staging, Developer, Pre-Production or Production"),
            "The `env` of our requests; the reference middleware sent `Staging`.");
    static final Setting<String> ID_TYPE = Setting.of("IDA_ID_TYPE", BY_FORM, Read.matching("UIN|VID|auto", "UIN, VID or auto"),
            "What people's identifiers are where nobody says: `auto` takes sixteen digits for a VID, everything else for a UIN.");
    static final Setting<List<String>> LANGUAGES = Setting.of("IDA_LANGUAGES", "eng", IdaSettings::languages,
            "Comma-separated codes of three letters in which MOSIP holds names and genders. Both are sent once for each, so name only those in which the forms are written.");
    static final Setting<Map<String, String>> GENDERS = Setting.of("IDA_GENDERS", "male=male,female=female,unknown=", IdaSettings::genders,
            "Comma-separated; Core's word for a gender and MOSIP's. One without a word of MOSIP's is not compared; one without an entry is our fault.");
    static final Setting<Boolean> REQUESTED_AUTH = Setting.of("IDA_REQUESTED_AUTH", "false", Read::flag,
            "true sends `requestedAuth` with `demo: true`, which MOSIP before 1.2 needs.");
    static final Setting<Duration> WARNING = Setting.of("IDA_CERTIFICATE_WARNING", "30d", Read::duration,
            "How long before one of the certificates ends the log says so (CB241).");

    private final Config config;
    private volatile List<String> missing;

    @Inject
    IdaSettings(Config config) {
        this.config = new KnownConfig(config);
    }

    private static List<String> languages(String text) {
        List<String> codes = Read.list(text);
        if (codes.isEmpty() || !codes.stream().allMatch(code -> code.matches("[a-z]{3}"))) {
            throw new IllegalArgumentException("codes of three small letters are needed, such as eng,fra");
        }
        return codes;
    }

    private static Map<String, String> genders(String text) {
        Map<String, String> words = new LinkedHashMap<>();
        for (String pair : Read.list(text)) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("pairs such as male=MLE,female=FLE are needed");
            }
            words.put(pair.substring(0, equals).strip().toLowerCase(Locale.ROOT), pair.substring(equals + 1).strip());
        }
        return Map.copyOf(words);
    }

    @Override
    public String title() {
        return "MOSIP: identity check (IDA)";
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(URL, LICENCE, PARTNER, API_KEY, DOMAIN, IDA_CERTIFICATE, KEYSTORE, PASSWORD, RESPONSE_CERTIFICATES, VERIFY, ENVIRONMENT, ID_TYPE, LANGUAGES, GENDERS,
                REQUESTED_AUTH, WARNING);
    }

    /** Opens the files that it is told of, so that a wrong password shows at start and not at the first check. A certificate that has ended is no problem here: births go on. */
    @Override
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (KEYSTORE.find(config).isPresent() != PASSWORD.find(config).isPresent()) {
            problems.add("SIGN_P12_FILE_PATH and SIGN_P12_FILE_PASSWORD belong together; only one is set");
        } else if (KEYSTORE.find(config).isPresent()) {
            attempt(this::partners, "SIGN_P12_FILE_PATH with SIGN_P12_FILE_PASSWORD", problems);
        }
        IDA_CERTIFICATE.find(config).ifPresent(file -> attempt(this::idaCertificate, IDA_CERTIFICATE.key(), problems));
        RESPONSE_CERTIFICATES.find(config).ifPresent(file -> attempt(this::responseCertificates, RESPONSE_CERTIFICATES.key(), problems));
        return problems;
    }

    private static void attempt(Runnable opening, String keys, List<String> problems) {
        try {
            opening.run();
        } catch (IllegalArgumentException e) {
            problems.add(keys + " cannot be used: " + e.getMessage());
        }
    }

    /** What a check cannot do without and is not set; looked up once. */
    List<String> missing() {
        if (missing == null) {
            missing = lookedFor();
        }
        return missing;
    }

    private List<String> lookedFor() {
        Stream<Setting<?>> needed = Stream.of(URL, LICENCE, PARTNER, API_KEY, DOMAIN, IDA_CERTIFICATE, KEYSTORE, PASSWORD);
        Stream<Setting<?>> forAnswers = verifiesResponses() ? Stream.of(RESPONSE_CERTIFICATES) : Stream.of();
        return Stream.concat(needed, forAnswers).filter(setting -> setting.find(config).isEmpty()).map(Setting::key).toList();
    }

    /** Whether the country means to check identities at all. */
    boolean wanted() {
        return URL.find(config).isPresent();
    }

    /** Where requests go. It holds secrets. */
    URI url() {
        return URI.create(need(URL) + "/" + segment(need(LICENCE)) + "/" + segment(need(PARTNER)) + "/" + segment(need(API_KEY)));
    }

    private static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private <T> T need(Setting<T> setting) {
        return setting.find(config).orElseThrow(() -> new BadSetting("The identity check is not configured: " + setting.key() + " is not set"));
    }

    String domain() {
        return need(DOMAIN).toString();
    }

    /** @throws IllegalArgumentException when the file cannot be used */
    List<PartnerKey> partners() {
        return PartnerKey.read(need(KEYSTORE), need(PASSWORD).toCharArray());
    }

    Certified idaCertificate() {
        return Certified.read(need(IDA_CERTIFICATE)).get(0);
    }

    List<Certified> responseCertificates() {
        return Certified.read(need(RESPONSE_CERTIFICATES));
    }

    boolean verifiesResponses() {
        return VERIFY.get(config);
    }

    String environment() {
        return ENVIRONMENT.get(config);
    }

    /** Nothing when an identifier's form tells its type. */
    Optional<IdType> type() {
        return Optional.of(ID_TYPE.get(config)).filter(set -> !set.equals(BY_FORM)).map(IdType::valueOf);
    }

    List<String> languages() {
        return LANGUAGES.get(config);
    }

    /** Core's word for a gender, in small letters, and MOSIP's; an empty one is not to be compared. */
    Map<String, String> genders() {
        return GENDERS.get(config);
    }

    boolean sendsRequestedAuth() {
        return REQUESTED_AUTH.get(config);
    }

    Duration warnBefore() {
        return WARNING.get(config);
    }
}
