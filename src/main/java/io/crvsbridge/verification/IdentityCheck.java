package io.crvsbridge.verification;

import io.crvsbridge.kernel.PeerAnswer;
import io.crvsbridge.kernel.PeerUnreachable;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.faulttolerance.exceptions.FaultToleranceException;

/**
 * Asks MOSIP's ID authentication whether an identifier is that of a person (MOSIP contract, section 6). Every question has an answer, within eleven seconds; nothing is
 * thrown for what MOSIP may do, and nothing of the person is kept or logged.
 */
@Singleton
public class IdentityCheck {

    /** So that an IDA that hangs leaves threads to everybody else. */
    private static final int AT_ONCE = 24;
    private static final long PATIENCE_MILLIS = 500;
    private static final Duration LONGEST = Duration.ofMillis(10_500);
    /** With less, the call would be broken off before IDA could have answered. */
    private static final Duration SHORTEST = Duration.ofMillis(500);

    private final IdaSettings settings;
    private final IdaKeys keys;
    private final IdaGateway gateway;
    private final CheckRecords records;
    private final Clock clock;
    private final Semaphore places = new Semaphore(AT_ONCE);
    private volatile Desk desk;

    /** What is made of settings and keys, once. */
    private record Desk(IdaKeys.Held keys, URI url, Map<String, String> genders, AuthRequests requests, AuthAnswers answers) {}

    @Inject
    IdentityCheck(IdaSettings settings, IdaKeys keys, IdaGateway gateway, CheckRecords records, Clock clock) {
        this.settings = settings;
        this.keys = keys;
        this.gateway = gateway;
        this.records = records;
        this.clock = clock;
    }

    /** Whether everything is set that a check needs. */
    public boolean ready() {
        return settings.missing().isEmpty();
    }

    /** May be called by many at once. Takes as long as MOSIP does, at most eleven seconds. */
    public Answer check(Person person) {
        return check(person, LONGEST);
    }

    /** The same for somebody who waits no longer than that. */
    public Answer check(Person person, Duration atMost) {
        long until = System.nanoTime() + atMost.toNanos();
        Answer answer = desk().map(at -> obstacle(at, person).orElseGet(() -> inPlace(at, person, until))).orElseGet(this::notConfigured);
        records.note(answer);
        return answer;
    }

    private Optional<Desk> desk() {
        if (desk == null) {
            keys.held().ifPresent(held -> desk = new Desk(held, settings.url(), settings.genders(), new AuthRequests(settings, held),
                    new AuthAnswers(new ResponseSignature(held.answers(), settings.verifiesResponses()))));
        }
        return Optional.ofNullable(desk);
    }

    private Answer notConfigured() {
        return new Answer.OurFault("NOT_CONFIGURED", "not set: " + String.join(", ", settings.missing()));
    }

    /** What is known to be wrong before IDA is asked. */
    private Optional<Answer> obstacle(Desk at, Person person) {
        if (person.gender().filter(word -> !at.genders().containsKey(key(word))).isPresent()) {
            return Optional.of(new Answer.OurFault("GENDER_NOT_MAPPED", "IDA_GENDERS has no entry for the gender given"));
        }
        return at.keys().notValid(clock.instant()).map(which -> new Answer.OurFault("CERTIFICATE_ENDED", which + " has ended, or has not begun by our clock"));
    }

    private static String key(String word) {
        return word.strip().toLowerCase(Locale.ROOT);
    }

    private Answer inPlace(Desk at, Person person, long until) {
        if (!place()) {
            return new Answer.TryAgain("too many checks are waiting for IDA");
        }
        try {
            Duration left = Duration.ofNanos(until - System.nanoTime());
            return left.compareTo(SHORTEST) < 0 ? new Answer.TryAgain("no time was left to ask IDA") : asked(at, person, left);
        } finally {
            places.release();
        }
    }

    private boolean place() {
        try {
            return places.tryAcquire(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The time in the request is that of its sending: IDA takes it for half a minute. */
    private Answer asked(Desk at, Person person, Duration left) {
        Optional<String> gender = person.gender().map(word -> at.genders().get(key(word))).filter(word -> !word.isEmpty());
        AuthRequests.Signed request = at.requests().of(person, gender, clock.instant());
        try {
            PeerAnswer answer = gateway.ask(at.url(), request.signature(), request.body(), left);
            return at.answers().read(answer, request.transactionId(), clock.instant());
        } catch (PeerUnreachable e) {
            return new Answer.TryAgain("IDA did not answer: " + e.getMessage());
        } catch (FaultToleranceException e) {
            return new Answer.TryAgain("calls to IDA are held back for a moment");
        }
    }
}
