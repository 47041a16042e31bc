package io.crvsbridge.trigger;

import io.crvsbridge.action.Decision;
import io.crvsbridge.action.Opening;
import io.crvsbridge.action.ParkCause;
import io.crvsbridge.country.CountryPack;
import io.crvsbridge.country.Inquest;
import io.crvsbridge.rule.JudgementFailed;
import io.crvsbridge.mapping.MappingFailed;
import io.crvsbridge.country.Situation;
import io.crvsbridge.rule.Verdict;
import io.crvsbridge.document.RecordNumber;
import io.crvsbridge.document.RecordSnapshot;
import io.crvsbridge.examination.Examiner;
import io.crvsbridge.identity.NationalIdSystem;
import io.crvsbridge.kernel.WhenDeclined;
import io.crvsbridge.opencrvs.ActionType;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Logger;
import java.util.regex.Pattern;

/** What a trigger comes to: the country's verdict on it and, where a packet is to be sent, whether it may be. */
@Singleton
class Assessment {

    private static final Logger LOG = Logger.getLogger(Assessment.class.getName());
    private static final Pattern TRACKING_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern NUMBER = Pattern.compile("[A-Za-z0-9._/-]{1,64}");
    private static final Pattern USER_ID = Pattern.compile("[A-Za-z0-9._-]{1,100}");

    /** Core's caller waits meanwhile. */
    static final Duration PATIENCE = Duration.ofSeconds(8);

    private final NationalIdSystem system;
    private final Examiner examiner;

    @Inject
    Assessment(NationalIdSystem system, Examiner examiner) {
        this.system = system;
        this.examiner = examiner;
    }

    /** An action whose rule fails is held and parked, and never an error for Core. @param patience for what is asked; what is left then is asked later */
    Opening of(Trigger trigger, RecordSnapshot record, CountryPack pack, byte[] body, Duration patience) {
        try {
            Inquest.Finding finding = examiner.examine(pack, record.situation(), trigger.token().text(), patience);
            Opening opening = finding.silent().map(silent -> silent(trigger, record, body, finding.verdict(), silent))
                    .orElseGet(() -> judged(trigger, record.with(finding.additions()), pack, body, finding.verdict()));
            return opening.with(finding.additions(), finding.told());
        } catch (JudgementFailed e) {
            LOG.warning(() -> "CB111 " + e.getMessage() + " for action " + record.key().actionId() + "; it is held and parked until a human looks");
            return parked(trigger, record, pack, body, e.rule());
        }
    }

    private Opening judged(Trigger trigger, RecordSnapshot record, CountryPack pack, byte[] body, Verdict verdict) {
        Optional<String> number = trigger.type() == ActionType.REGISTER ? Optional.of(RecordNumber.example(record, pack)) : registered(record);
        return obstacle(record, verdict, pack, number).map(why -> opening(trigger, record, body, verdict, why)).orElseGet(() -> opening(trigger, record, body, verdict));
    }

    /** What nobody tells now is held. It is asked for again until it is told, by a token renewed if need be, unless a human has to do something first. */
    private static Opening silent(Trigger trigger, RecordSnapshot record, byte[] body, Verdict step, Inquest.Silent silent) {
        Optional<ParkCause> park = switch (silent.why()) {
            case LATER, TOKEN_ENDED -> Optional.empty();
            case REFUSED -> Optional.of(ParkCause.CORE_REFUSED);
        };
        return opening(trigger, record, body, step, Decision.HOLD, Optional.of(silent.cause()), park);
    }

    /** Why the packet of a verdict cannot be sent as things are. @param refuse whether the action is refused; otherwise it waits */
    private record Obstacle(String reason, boolean refuse, ParkCause cause) {}

    private Optional<Obstacle> obstacle(RecordSnapshot record, Verdict verdict, CountryPack pack, Optional<String> number) {
        return verdict.operation().flatMap(operation -> unfit(record, operation, pack, number).or(() -> notSetUp(record.situation(), operation, pack)));
    }

    /** The registration number is not made yet; another one stands for it. What cannot be mapped is parked by whoever maps it next. */
    private static Optional<Obstacle> unfit(RecordSnapshot record, String operation, CountryPack pack, Optional<String> number) {
        try {
            Map<String, String> context = number.map(n -> Map.of("registrationNumber", n)).orElse(Map.of());
            return record.unfit(pack, operation, context, record.content(pack, operation, context)).map(why -> new Obstacle(why.reason(), why.refuse(), ParkCause.UNFIT));
        } catch (MappingFailed e) {
            return Optional.empty();
        }
    }

    private Optional<Obstacle> notSetUp(Situation situation, String operation, CountryPack pack) {
        List<String> missing = system.missing();
        return missing.isEmpty() ? Optional.empty()
                : Optional.of(new Obstacle("not set: " + String.join(", ", missing), pack.refusesUnfit(situation, operation), ParkCause.NOT_SET_UP));
    }

    private static Opening opening(Trigger trigger, RecordSnapshot record, byte[] body, Verdict verdict) {
        if (verdict instanceof Verdict.Ask ask) {
            return opening(trigger, record, body, verdict, Decision.HOLD, Optional.of(ask.reason()), Optional.of(ParkCause.AWAITS_DECISION));
        }
        Decision decision = verdict instanceof Verdict.Hold ? Decision.HOLD : verdict instanceof Verdict.Accept ? Decision.ACCEPT : Decision.REFUSE;
        Optional<String> reason = verdict instanceof Verdict.Refuse refuse ? Optional.of(refuse.reason()) : Optional.empty();
        return opening(trigger, record, body, verdict, decision, reason, Optional.empty());
    }

    /** What is accepted at once and only told afterwards is accepted all the same, unless it is to be refused; its packet is looked through again before it is sent. */
    private static Opening opening(Trigger trigger, RecordSnapshot record, byte[] body, Verdict verdict, Obstacle why) {
        if (why.refuse()) {
            return opening(trigger, record, body, verdict, Decision.REFUSE, Optional.of(why.reason()), Optional.empty());
        }
        return verdict instanceof Verdict.Hold ? opening(trigger, record, body, verdict, Decision.HOLD, Optional.of(why.reason()), Optional.of(why.cause()))
                : opening(trigger, record, body, verdict);
    }

    private static Opening opening(Trigger trigger, RecordSnapshot record, byte[] body, Verdict verdict, Decision decision, Optional<String> reason, Optional<ParkCause> park) {
        Situation s = record.situation();
        boolean needsNumber = decision == Decision.ACCEPT && trigger.type() == ActionType.REGISTER;
        return new Opening(record.key(), s.event(), s.action(), record.customAction(), trackingId(record), trigger.token().expires(), trigger.token().text(), body, decision,
                verdict.rule(), verdict.packVersion(), verdict.operation(), verdict.whenDeclined(), reason, needsNumber, requestedBy(record), registered(record), park);
    }

    Opening parked(Trigger trigger, RecordSnapshot record, CountryPack pack, byte[] body, String rule) {
        Situation s = record.situation();
        return new Opening(record.key(), s.event(), s.action(), record.customAction(), trackingId(record), trigger.token().expires(), trigger.token().text(), body,
                Decision.HOLD, rule, pack.recordedVersion(), Optional.empty(), WhenDeclined.PARK, Optional.empty(), false, requestedBy(record), registered(record),
                Optional.of(ParkCause.RULE_FAILED));
    }

    private static String trackingId(RecordSnapshot record) {
        return record.trackingId().filter(t -> TRACKING_ID.matcher(t).matches()).orElse(null);
    }

    /** Only of a record that is registered: a REGISTER gets a number of ours. */
    private static Optional<String> registered(RecordSnapshot record) {
        return record.registrationNumber().filter(number -> !record.situation().action().equals("REGISTER") && NUMBER.matcher(number).matches());
    }

    private static Optional<String> requestedBy(RecordSnapshot record) {
        return record.requestedBy().filter(id -> USER_ID.matcher(id).matches());
    }
}
