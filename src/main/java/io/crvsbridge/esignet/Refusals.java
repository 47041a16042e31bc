package io.crvsbridge.esignet;

import io.crvsbridge.kernel.BoundedJson;
import io.crvsbridge.kernel.PeerAnswer;
import io.crvsbridge.problem.Problem;
import io.crvsbridge.problem.ProblemType;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.JsonString;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** What becomes of logins that come to nothing: a problem for the caller, a count, and for what a human must see a line in the log, one a minute of each kind. */
@Singleton
class Refusals {

    private static final Logger LOG = Logger.getLogger(Refusals.class.getName());
    private static final Duration BETWEEN_LINES = Duration.ofMinutes(1);
    private static final Pattern CODE = Pattern.compile("[a-z_]{1,60}");
    /** What eSignet answers when our registration or our key does not fit, rather than the person's code (RFC 6749, section 5.2; MOSIP contract, section 7). */
    private static final Set<String> ABOUT_US = Set.of("invalid_client", "invalid_client_id", "invalid_assertion", "invalid_assertion_type", "unauthorized_client", "unsupported_grant_type",
            "invalid_grant_type", "invalid_scope", "invalid_dpop_proof", "use_dpop_nonce", "missing_dpop_header");
    /** Statuses of the 400s that may pass. */
    private static final Set<Integer> PASSING = Set.of(408, 425, 429);

    private final Consumer<String> counter;
    private final Clock clock;
    private final Map<String, Instant> lines = new ConcurrentHashMap<>();

    @Inject
    Refusals(MetricRegistry registry, Clock clock) {
        this(result -> registry.counter("esignet_logins", new Tag("result", result)).inc(), clock);
    }

    Refusals(Consumer<String> counter, Clock clock) {
        this.counter = counter;
        this.clock = clock;
    }

    /** Not a refusal: somebody was authenticated. */
    void authenticated() {
        counter.accept("authenticated");
    }

    /** The caller asks for what is not registered here. */
    Problem caller(String detail) {
        counter.accept("caller");
        return new Problem(ProblemType.CALLER_ERROR, detail);
    }

    /** eSignet does not vouch for this login. */
    Problem login(String detail) {
        counter.accept("refused");
        return new Problem(ProblemType.LOGIN_REFUSED, detail);
    }

    Problem notSetUp(String missing) {
        counter.accept("not-set-up");
        if (due("not-set-up")) {
            LOG.severe(() -> "CB251 A login came and eSignet is not set up: " + missing + " not set; the form was answered 500 and nobody can log in until it is");
        }
        return new Problem(ProblemType.NOT_SET_UP, "Logins by eSignet are not set up here");
    }

    Problem client(String code) {
        counter.accept("client");
        if (due("client")) {
            LOG.severe(() -> "CB252 eSignet refuses us as its client (" + code + "): our registration there, our key and our clock must fit; the form was answered 500");
        }
        return new Problem(ProblemType.NOT_SET_UP, "eSignet does not know this server as its client");
    }

    Problem away(String cause) {
        counter.accept("away");
        if (due("away")) {
            LOG.warning(() -> "CB253 eSignet could not be used (" + cause + "); the form was answered 503, and the person may try again");
        }
        return new Problem(ProblemType.IDENTITY_UNAVAILABLE, "eSignet cannot be reached now");
    }

    Problem untrusted(Untrusted.Cause cause) {
        counter.accept("untrusted");
        if (due("untrusted-" + cause)) {
            LOG.severe(() -> "CB254 What came under eSignet's name was not accepted (" + cause + "); the form was answered 502 and was told nothing of it");
        }
        return new Problem(ProblemType.IDENTITY_UNTRUSTED, "eSignet's answer proves nothing about the person");
    }

    /** The problem that an answer of the token endpoint other than a token stands for. */
    Problem of(PeerAnswer answer) {
        if (answer.status() >= 500 || PASSING.contains(answer.status())) {
            return away("it answered " + answer.status());
        }
        if (answer.status() < 400) {
            return untrusted(Untrusted.Cause.ODD_ANSWER);
        }
        Optional<String> code = code(answer);
        return code.filter(ABOUT_US::contains).map(this::client).orElseGet(() -> login("eSignet does not accept this code; log in again"));
    }

    /** The problem that an answer of the endpoint for pushed requests stands for: nobody but us can be wrong there. */
    Problem pushed(PeerAnswer answer) {
        boolean ours = answer.status() >= 400 && answer.status() < 500 && !PASSING.contains(answer.status());
        return ours ? client(code(answer).orElse("status " + answer.status())) : of(answer);
    }

    /** The OAuth error that an answer names, if it looks like one. */
    static Optional<String> code(PeerAnswer answer) {
        try {
            return BoundedJson.read(answer.body()).get("error") instanceof JsonString error && CODE.matcher(error.getString()).matches() ? Optional.of(error.getString()) : Optional.empty();
        } catch (BoundedJson.Unfit e) {
            return Optional.empty();
        }
    }

    private boolean due(String line) {
        Instant now = clock.instant();
        Instant last = lines.put(line, now);
        boolean due = last == null || Duration.between(last, now).abs().compareTo(BETWEEN_LINES) >= 0;
        if (!due) {
            lines.put(line, last);
        }
        return due;
    }
}
