package io.crvsbridge.opencrvs;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jwt.JWTClaimsSet;
import io.crvsbridge.kernel.ActionKey;
import io.crvsbridge.opencrvs.RefusedTokens.Cause;
import io.crvsbridge.problem.Problem;
import io.crvsbridge.time.SteadyClock;
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
import java.util.function.Predicate;

/**
 * Checks the bearer tokens of Core: RS256 only, under Core's key and no other, whatever the header says; issuer, audience, expiry
 * (Core contract, section 2; RFC 8725). Everything that does not pass is refused with 401 and the same words.
 */
@Singleton
public class RecordTokens {

    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(60);
    /** The last moment that every database can hold. */
    private static final Instant FARTHEST = Instant.parse("9999-12-31T23:59:59Z");
    private static final String CONFIRM = "record.confirm-registration";

    private final CoreKeys keys;
    private final String issuer;
    private final List<String> audiences;
    private final RefusedTokens refusals;
    private final Clock clock;
    private final Clock steady;

    @Inject
    RecordTokens(CoreKeys keys, CoreSettings settings, RefusedTokens refusals, Clock clock, SteadyClock steady) {
        this(keys, settings.issuer(), settings.audiences(), refusals, clock, steady);
    }

    /** @param steady one that is never set anew */
    RecordTokens(CoreKeys keys, String issuer, List<String> audiences, RefusedTokens refusals, Clock clock, Clock steady) {
        this.keys = keys;
        this.issuer = issuer;
        this.audiences = List.copyOf(audiences);
        this.refusals = refusals;
        this.clock = clock;
        this.steady = steady;
    }

    /**
     * The token of a request.
     *
     * @param authorization every Authorization header of the request
     * @throws Problem TOKEN_REFUSED, or KEY_UNAVAILABLE when there is no key to check with
     */
    public RecordToken authentic(List<String> authorization) {
        return checked(authorization, this::inTime);
    }

    /**
     * The token of a request, which may have ended, and nothing else may be wrong with it. It says what Core once meant; by itself it permits nothing any more.
     *
     * @throws Problem as {@link #authentic}
     */
    public RecordToken onceAuthentic(List<String> authorization) {
        return checked(authorization, this::begun);
    }

    private RecordToken checked(List<String> authorization, Predicate<JWTClaimsSet> timely) {
        String text = bearer(authorization);
        try {
            SignedToken signed = SignedToken.read(text).orElseThrow(() -> refusals.refused(Cause.ALGORITHM));
            if (!genuine(signed)) {
                throw refusals.refused(Cause.SIGNATURE);
            }
            JWTClaimsSet claims = signed.claims();
            if (!forUs(claims)) {
                throw refusals.refused(Cause.ADDRESSEE);
            }
            if (!timely.test(claims)) {
                throw refusals.refused(Cause.TIME);
            }
            return token(claims, text);
        } catch (ParseException | JOSEException | RuntimeException e) {
            throw e instanceof Problem p ? p : refusals.refused(Cause.MALFORMED);
        }
    }

    private String bearer(List<String> authorization) {
        if (authorization.size() > 1) {
            throw refusals.refused(Cause.SEVERAL);
        }
        String header = authorization.isEmpty() ? "" : authorization.get(0);
        if (!header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            throw refusals.refused(Cause.MISSING);
        }
        return header.substring(7).strip();
    }

    private boolean genuine(SignedToken token) throws JOSEException {
        RSAPublicKey key = keys.current();
        if (token.verifies(key)) {
            return true;
        }
        Optional<RSAPublicKey> other = keys.otherThan(key);
        return other.isPresent() && token.verifies(other.get());
    }

    private boolean forUs(JWTClaimsSet claims) {
        return issuer.equals(claims.getIssuer()) && claims.getAudience().stream().anyMatch(audiences::contains);
    }

    /** When the machine's clock was set since the start, nobody knows which time is right: a token is in time when it is so by either. */
    private boolean inTime(JWTClaimsSet claims) {
        return begun(claims) && inTime(claims.getExpirationTime().toInstant());
    }

    private boolean inTime(Instant ends) {
        Instant machine = clock.instant();
        Instant counted = steady.instant();
        return ends.isAfter(machine.isBefore(counted) ? machine : counted);
    }

    /** Whether a token has begun, and says when it ends. */
    private boolean begun(JWTClaimsSet claims) {
        Instant machine = clock.instant();
        Instant counted = steady.instant();
        Instant latestStart = (machine.isBefore(counted) ? counted : machine).plus(CLOCK_TOLERANCE);
        boolean ends = claims.getExpirationTime() != null && claims.getExpirationTime().toInstant().isBefore(FARTHEST);
        return ends && startsBy(claims.getNotBeforeTime(), latestStart) && startsBy(claims.getIssueTime(), latestStart);
    }

    /** Whether a token that was once authentic still is. */
    public boolean inTime(RecordToken token) {
        return inTime(token.expires());
    }

    private static boolean startsBy(Date start, Instant latest) {
        return start == null || !start.toInstant().isAfter(latest);
    }

    /** An authentic token that does not name event and action as text is for no action at all. */
    private static RecordToken token(JWTClaimsSet claims, String text) {
        Optional<ActionKey> key = claims.getClaim("eventId") instanceof String event && claims.getClaim("actionId") instanceof String action
                ? Optional.of(new ActionKey(event, action)) : Optional.empty();
        List<String> scopes = scopes(claims.getClaim("scope"));
        return new RecordToken(key, scopes.stream().anyMatch(RecordTokens::confirms), claims.getExpirationTime().toInstant(), text, Optional.ofNullable(claims.getSubject()), scopes);
    }

    private static List<String> scopes(Object scope) {
        List<?> scopes = scope instanceof List<?> list ? list : scope instanceof String s ? List.of(s.split(" ")) : List.of();
        return scopes.stream().filter(String.class::isInstance).map(String.class::cast).toList();
    }

    /** The plain form of 1.9, or the {@code type=} form of 2.0 with or without further conditions. */
    private static boolean confirms(String scope) {
        return scope.equals(CONFIRM) || RecordToken.isTyped(scope, CONFIRM);
    }
}
