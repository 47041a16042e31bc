package io.crvsbridge.verification;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Our key and the certificates of a check: read from their files once, when first needed. */
@Singleton
class IdaKeys {

    private final IdaSettings settings;
    private final Clock clock;
    private volatile Held held;

    @Inject
    IdaKeys(IdaSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** Nothing as long as a setting is missing. */
    Optional<Held> held() {
        if (held == null && settings.missing().isEmpty()) {
            held = new Held(PartnerKey.best(settings.partners(), clock.instant()), settings.idaCertificate(), settings.verifiesResponses() ? settings.responseCertificates() : List.of());
        }
        return Optional.ofNullable(held);
    }

    /**
     * What the files hold.
     *
     * @param partner our own key
     * @param ida     for which requests are encrypted
     * @param answers whose keys may sign answers; empty when nobody checks them
     */
    record Held(PartnerKey partner, Certified ida, List<Certified> answers) {

        /** When each certificate ends, by the names that metrics and health show; of several for answers the one that ends last. */
        Map<String, Instant> ends() {
            Map<String, Instant> ends = new LinkedHashMap<>();
            ends.put("partner", partner.certified().ends());
            ends.put("ida", ida.ends());
            answers.stream().map(Certified::ends).max(Instant::compareTo).ifPresent(end -> ends.put("response", end));
            return ends;
        }

        /** What a check fails by: a certificate that has ended or has not begun. */
        Optional<String> notValid(Instant now) {
            if (!partner.certified().validAt(now)) {
                return Optional.of("our own certificate (SIGN_P12_FILE_PATH)");
            }
            if (!ida.validAt(now)) {
                return Optional.of("IDA's certificate (ENCRYPT_CERT_PATH)");
            }
            boolean one = answers.isEmpty() || answers.stream().anyMatch(certificate -> certificate.validAt(now));
            return one ? Optional.empty() : Optional.of("each certificate for IDA's answers (IDA_RESPONSE_CERT_PATH)");
        }
    }
}
