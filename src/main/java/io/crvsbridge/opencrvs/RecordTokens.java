package io.crvsbridge.opencrvs;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.crvsbridge.kernel.ActionKey;
import io.crvsbridge.problem.Problem;
import io.crvsbridge.problem.ProblemType;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Checks the bearer tokens of Core: RS256 only, under Core's key and no other, whatever the header says; issuer, audience, expiry
 * (Core contract, section 2; RFC 8725). Everything that does not pass is refused with 401 and the same words.
 */
@Singleton
public class RecordTokens {

    private static final int MOST_CHARACTERS = 16 * 1024;
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(60);
    /** The library's decoder skips letters that are none of base64url; here they are refused. */
    private static final Pattern COMPACT = Pattern.compile("[A-Za-z0-9_-]++\\.[A-Za-z0-9_-]++\\.[A-Za-z0-9_-]++");
    /** The last moment that every database can hold. */
    private static final Instant FARTHEST = Instant.parse("9999-12-31T23:59:59Z");
    private static final String CONFIRM = "record.confirm-registration";

    private final CoreKeys keys;
    private final String issuer;
    private final List<String> audiences;
    private final Clock clock;

    @Inject
    RecordTokens(CoreKeys keys, CoreSettings settings, Clock clock) {
        this(keys, settings.issuer(), settings.audiences(), clock);
    }

    RecordTokens(CoreKeys keys, String issuer, List<String> audiences, Clock clock) {
        this.keys = keys;
        this.issuer = issuer;
        this.audiences = List.copyOf(audiences);
        this.clock = clock;
    }

    /**
     * The token of a request.
     *
     * @param authorization every Authorization header of the request
     * @throws Problem TOKEN_REFUSED, or KEY_UNAVAILABLE when there is no key to check with
     */
    public RecordToken authentic(List<String> authorization) {
        String text = bearer(authorization);
        if (!COMPACT.matcher(text).matches()) {
            throw refused();
        }
        try {
            SignedJWT jwt = SignedJWT.parse(text);
            JWTClaimsSet claims = genuine(jwt) ? jwt.getJWTClaimsSet() : null;
            if (claims == null || !forUs(claims) || !inTime(claims)) {
                throw refused();
            }
            return token(claims, text);
        } catch (ParseException | JOSEException | RuntimeException e) {
            throw e instanceof Problem p ? p : refused();
        }
    }

    private static String bearer(List<String> authorization) {
        if (authorization.size() != 1) {
            throw refused();
        }
        String header = authorization.get(0);
        if (!header.regionMatches(true, 0, "Bearer ", 0, 7) || header.length() > MOST_CHARACTERS) {
            throw refused();
        }
        return header.substring(7).strip();
    }

    private boolean genuine(SignedJWT jwt) throws JOSEException {
        boolean plainRs256 = JWSAlgorithm.RS256.equals(jwt.getHeader().getAlgorithm()) && jwt.getHeader().isBase64URLEncodePayload()
                && jwt.getHeader().getCriticalParams() == null;
        boolean oneSpelling = Base64URL.encode(jwt.getSignature().decode()).equals(jwt.getSignature());
        if (!plainRs256 || !oneSpelling) {
            return false;
        }
        RSAPublicKey key = keys.current();
        if (jwt.verify(new RSASSAVerifier(key))) {
            return true;
        }
        Optional<RSAPublicKey> other = keys.otherThan(key);
        return other.isPresent() && jwt.verify(new RSASSAVerifier(other.get()));
    }

    private boolean forUs(JWTClaimsSet claims) {
        return issuer.equals(claims.getIssuer()) && claims.getAudience().stream().anyMatch(audiences::contains);
    }

    private boolean inTime(JWTClaimsSet claims) {
        Instant now = clock.instant();
        Instant latestStart = now.plus(CLOCK_TOLERANCE);
        Instant ends = claims.getExpirationTime() == null ? Instant.MIN : claims.getExpirationTime().toInstant();
        return ends.isAfter(now) && ends.isBefore(FARTHEST) && startsBy(claims.getNotBeforeTime(), latestStart) && startsBy(claims.getIssueTime(), latestStart);
    }

    private static boolean startsBy(Date start, Instant latest) {
        return start == null || !start.toInstant().isAfter(latest);
    }

    /** An authentic token that does not name event and action as text is for no action at all. */
    private static RecordToken token(JWTClaimsSet claims, String text) {
        Optional<ActionKey> key = claims.getClaim("eventId") instanceof String event && claims.getClaim("actionId") instanceof String action
                ? Optional.of(new ActionKey(event, action)) : Optional.empty();
        return new RecordToken(key, mayConfirm(claims.getClaim("scope")), claims.getExpirationTime().toInstant(), text);
    }

    private static boolean mayConfirm(Object scope) {
        List<?> scopes = scope instanceof List<?> list ? list : scope instanceof String s ? List.of(s.split(" ")) : List.of();
        return scopes.stream().anyMatch(RecordTokens::confirms);
    }

    /** The plain form of 1.9, or the {@code type=} form of 2.0 with or without further conditions. */
    private static boolean confirms(Object scope) {
        String typed = "type=" + CONFIRM;
        return scope instanceof String s && (s.equals(CONFIRM) || s.equals(typed) || s.startsWith(typed + "&"));
    }

    private static Problem refused() {
        return new Problem(ProblemType.TOKEN_REFUSED, "A bearer token signed by Core for this service is needed");
    }
}
