package io.crvsbridge.reading;

import io.crvsbridge.document.RecordState;
import io.crvsbridge.kernel.PeerUnreachable;
import io.crvsbridge.opencrvs.ClientTokens;
import io.crvsbridge.opencrvs.CorePeer;
import io.crvsbridge.opencrvs.TokenReply;
import io.crvsbridge.rule.ReadingQuestion;
import io.crvsbridge.rule.ReadingQuestion.What;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.faulttolerance.exceptions.FaultToleranceException;

/**
 * Reads from Core what a country's rule wants to know before it decides. Changes nothing in Core, but that each record read gets a READ action. Never throws
 * for what Core may answer, and never says in a cause what was asked or found.
 *
 * <p>What Core lets whom read is told by its public source (packages/events/src/router, 1.9 and 2.0): system clients need the scopes {@code record.read} and
 * {@code record.search}; a record's own token reads its own record only; users are shown to users and not to system clients. Measured are {@code event.get} and
 * the search's form (Core contract, section 4), but not the clause for registration numbers, nor places and users.
 */
@Singleton
public class CoreReading {

    private static final Pattern UUID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final Pattern NUMBER = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ./_#:()-]{0,63}");
    /** In 1.9 it is no UUID. */
    private static final Pattern USER = Pattern.compile("[0-9a-zA-Z-]{8,64}");

    /** What came of it. */
    public sealed interface Found {

        /** A record as {@link RecordState#json()} has it; a place or a user as Core has it. */
        record Known(JsonObject value) implements Found {

            /** Masked. */
            @Override
            public String toString() {
                return "Known";
            }
        }

        /** Core has no such thing, or the id is none that it could have. */
        record Nothing() implements Found {}

        /** Core gives no usable answer at present: to be asked again later. */
        record NotYet(String cause, Optional<Duration> retryAfter) implements Found {
            NotYet(String cause) {
                this(cause, Optional.empty());
            }
        }

        /** Our system client was to ask, and none is configured. */
        record NotSetUp(String cause) implements Found {}

        /**
         * Core does not tell it to whoever asks, or the question has no one answer: a human must look.
         *
         * @param tokenEnded whether Core no longer takes the record's token, which can be renewed as for an accept
         */
        record Refused(String cause, boolean tokenEnded) implements Found {
            public Refused(String cause) {
                this(cause, false);
            }
        }
    }

    private final CoreQuestions core;
    private final ClientTokens client;

    @Inject
    CoreReading(CorePeer core, ClientTokens client) {
        this(new CoreQuestions(core::query, core::search), client);
    }

    CoreReading(CoreQuestions core, ClientTokens client) {
        this.core = core;
        this.client = client;
    }

    /** Reads one thing, by as many calls as it needs: at most two logins and three questions, each with a deadline of its own. @param recordToken of the record under judgement */
    public Found read(ReadingQuestion wish, String recordToken) {
        if (!wish.byToken() && !client.configured()) {
            return new Found.NotSetUp("no system client is configured (OPENCRVS_CLIENT_ID)");
        }
        if (!form(wish.what()).matcher(wish.id()).matches()) {
            return new Found.Nothing();
        }
        return wish.byToken() ? asked(wish, recordToken) : byClient(wish);
    }

    /** What Core could have given as an id; nothing else is put into a call. */
    private static Pattern form(What what) {
        return switch (what) {
            case RECORD, LOCATION -> UUID;
            case REGISTERED -> NUMBER;
            case USER -> USER;
        };
    }

    private Found byClient(ReadingQuestion wish) {
        Found found = client.ask(token -> asked(wish, token), CoreAnswer.TOKEN_REFUSED::equals, CoreReading::tokenless);
        return found.equals(CoreAnswer.TOKEN_REFUSED) ? new Found.Refused("Core does not take a token fresh from its own login") : found;
    }

    private static Found tokenless(TokenReply none) {
        return none instanceof TokenReply.Later later ? new Found.NotYet(later.cause(), later.retryAfter()) : new Found.Refused("Core refuses the system client");
    }

    private Found asked(ReadingQuestion wish, String token) {
        try {
            return switch (wish.what()) {
                case RECORD -> core.record(token, wish.id());
                case REGISTERED -> core.registered(token, wish.id());
                case LOCATION -> core.location(token, wish.id());
                case USER -> core.user(token, wish.id());
            };
        } catch (PeerUnreachable e) {
            return new Found.NotYet("Core: " + e.getMessage());
        } catch (FaultToleranceException e) {
            return new Found.NotYet("Core: held back, it failed or was too busy lately");
        }
    }
}
