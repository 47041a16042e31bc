package io.crvsbridge.mosip;

import io.crvsbridge.identity.Reason;
import io.crvsbridge.identity.Standing;
import io.crvsbridge.kernel.BadSetting;
import io.crvsbridge.kernel.PeerAnswer;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Logger;

/**
 * Asks MOSIP what became of records: the external status search where it is set up, which answers for many and tells every end; otherwise the transactions of each,
 * which always tell the reason and some of the ends (MOSIP contract, section 3.4).
 */
@Singleton
public class MosipInquiry {

    private static final Logger LOG = Logger.getLogger(MosipInquiry.class.getName());

    /** One record that gets no answer is passed over; several in a row are a MOSIP that is away. */
    private static final int MOST_SILENCES = 3;

    private final StatusSettings settings;
    private final MosipAuth auth;
    private final MosipGateway gateway;
    private final Clock clock;
    private final AtomicBoolean failing = new AtomicBoolean();
    private final AtomicBoolean notSetUp = new AtomicBoolean();

    @Inject
    MosipInquiry(StatusSettings settings, MosipAuth auth, MosipGateway gateway, Clock clock) {
        this.settings = settings;
        this.auth = auth;
        this.gateway = gateway;
        this.clock = clock;
    }

    /**
     * What a bad end means that MOSIP has told by a word: with the reason that its transactions give, or no bad end at all when they show that the identity was made.
     *
     * @param said MOSIP's word, which is all there is when MOSIP cannot be asked
     */
    public Standing ended(String said, String reference) {
        Optional<TransactionTrail> trail = settings.missing().isEmpty() ? trail(reference) : Optional.empty();
        if (trail.filter(TransactionTrail::identified).isPresent()) {
            return new Standing.Processed();
        }
        return new Standing.Rejected(trail.flatMap(TransactionTrail::reason).map(reason -> new Reason(said + ", " + reason.code(), reason.comment())).orElseGet(() -> new Reason(said, "")));
    }

    Map<String, Standing> standings(List<String> references, Duration time) {
        long begun = System.nanoTime();
        Map<String, Standing> standings = new HashMap<>();
        Map<String, ExternalStatus.Word> words = settings.external().flatMap(url -> words(url, references)).orElse(null);
        int silences = 0;
        for (String reference : references) {
            if (System.nanoTime() - begun > time.toNanos() || silences == MOST_SILENCES) {
                break;
            }
            Optional<Standing> standing = words == null ? byTransactions(reference) : Optional.of(byWord(reference, words.get(reference)));
            standing.ifPresent(known -> standings.put(reference, known));
            silences = standing.isPresent() ? 0 : silences + 1;
        }
        noteSilence(!references.isEmpty() && standings.isEmpty());
        return standings;
    }

    private Optional<Standing> byTransactions(String reference) {
        return trail(reference).map(trail -> trail.standing());
    }

    private Standing byWord(String reference, ExternalStatus.Word word) {
        if (word == null) {
            return new Standing.Open("MOSIP's status search does not know the record", false);
        }
        return switch (word) {
            case UIN_GENERATED -> new Standing.Processed();
            case PROCESSING -> new Standing.Open("PROCESSING", true);
            case AWAITING_INFORMATION -> new Standing.Paused("MOSIP waits for further information");
            case REREGISTER, REJECTED -> ended("MOSIP: " + word.name(), reference);
        };
    }

    private Optional<Map<String, ExternalStatus.Word>> words(URI url, List<String> references) {
        try {
            String question = ExternalStatus.question(references, clock.instant());
            PeerAnswer answer = auth.call(MosipAuth.Account.STATUS, token -> MosipGateway.reach(() -> gateway.externalStatus(url, token, question)));
            if (ExternalStatus.notSetUp(answer) && notSetUp.compareAndSet(false, true)) {
                LOG.warning("CB207 MOSIP's external status search does not know our processes: registration.processor.main-processes lacks them. The transactions of each record are asked for instead, which tell less and take a call each; said once");
            }
            return ExternalStatus.read(answer);
        } catch (MosipUnavailable | BadSetting e) {
            return Optional.empty();
        }
    }

    private Optional<TransactionTrail> trail(String reference) {
        try {
            return settings.transactions().flatMap(base -> {
                URI url = URI.create(base + "/" + reference);
                PeerAnswer answer = auth.call(MosipAuth.Account.STATUS, token -> MosipGateway.reach(() -> gateway.transactions(url, token)));
                return answer.status() == 200 && !MosipEnvelope.refusesToken(answer) ? TransactionTrail.read(answer.body()) : Optional.empty();
            });
        } catch (MosipUnavailable | BadSetting e) {
            return Optional.empty();
        }
    }

    /** Said once, until there was an answer again. */
    private void noteSilence(boolean silent) {
        if (silent && failing.compareAndSet(false, true)) {
            LOG.warning("CB205 MOSIP does not tell where records stand (no answer, or a role that is missing); asked again by the minute, until then outcomes that the hub does not report stay unknown");
        } else if (!silent) {
            failing.set(false);
        }
    }
}
