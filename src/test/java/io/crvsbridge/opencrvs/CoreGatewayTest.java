package io.crvsbridge.opencrvs;

import static io.crvsbridge.opencrvs.CoreTexts.KEY;
import static io.crvsbridge.opencrvs.CoreTexts.NUMBER;
import static io.crvsbridge.opencrvs.CoreTexts.TRANSACTION;
import static io.crvsbridge.opencrvs.CoreTexts.action;
import static io.crvsbridge.opencrvs.CoreTexts.confirmation;
import static io.crvsbridge.opencrvs.CoreTexts.error;
import static io.crvsbridge.opencrvs.CoreTexts.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.crvsbridge.kernel.PeerAnswer;
import io.crvsbridge.kernel.PeerUnreachable;
import io.crvsbridge.kernel.SettableClock;
import io.crvsbridge.opencrvs.CoreReply.Accepted;
import io.crvsbridge.opencrvs.CoreReply.Refused;
import io.crvsbridge.opencrvs.CoreReply.Rejected;
import io.crvsbridge.opencrvs.CoreReply.TokenRefused;
import io.crvsbridge.opencrvs.CoreReply.Unavailable;
import io.crvsbridge.opencrvs.CoreReply.Unconfirmed;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.junit.jupiter.api.Test;

class CoreGatewayTest {

    private static final Confirmation REGISTER = confirmation("REGISTER");
    private static final PeerAnswer ACCEPTED = record(action("Accepted", KEY.actionId(), TRANSACTION, NUMBER));
    private static final PeerAnswer REJECTED = record(action("Rejected", KEY.actionId(), TRANSACTION, null));
    private static final PeerAnswer NOTHING = record();

    private final List<String> calls = new ArrayList<>();
    private final Deque<Supplier<PeerAnswer>> answers = new ArrayDeque<>();
    private final CoreGateway gateway = new CoreGateway(c -> next("accept " + c.acceptBody()), c -> next("reject " + c.rejectBody()), c -> next("get"),
            new AnswerTimes(Duration.ofSeconds(2), SettableClock.at("2026-03-04T12:00:00Z"), SettableClock.at("2026-03-04T12:00:00Z")));

    private PeerAnswer next(String call) {
        calls.add(call);
        return answers.removeFirst().get();
    }

    private void core(PeerAnswer... next) {
        for (PeerAnswer answer : next) {
            answers.add(() -> answer);
        }
    }

    @Test
    void aProvedSuccessIsOneCall() {
        core(ACCEPTED);
        assertThat(gateway.accept(REGISTER)).isEqualTo(new Accepted(true, Optional.of(NUMBER)));
        assertThat(calls).hasSize(1);
    }

    @Test
    void aSuccessWithoutOursIsRepeatedIdenticallyOnce() {
        core(NOTHING, ACCEPTED);
        assertThat(gateway.accept(REGISTER)).isInstanceOf(Accepted.class);
        assertThat(calls).hasSize(2);
        assertThat(calls.get(0)).isEqualTo(calls.get(1)).startsWith("accept ");
    }

    @Test
    void thenTheRecordIsLookedUp() {
        core(NOTHING, NOTHING, ACCEPTED);
        assertThat(gateway.accept(REGISTER)).isInstanceOf(Accepted.class);
        assertThat(calls).last().isEqualTo("get");
    }

    @Test
    void thenItStaysUnconfirmed() {
        core(NOTHING, NOTHING, NOTHING);
        assertThat(gateway.accept(REGISTER)).isEqualTo(new Unconfirmed());
        assertThat(calls).hasSize(3);
    }

    @Test
    void aFailedLookUpIsNoProof() {
        core(NOTHING, NOTHING, error(500, "Internal server error"));
        assertThat(gateway.accept(REGISTER)).isInstanceOf(Unavailable.class);
    }

    @Test
    void refusalsAndFailuresOfAnAcceptAreNotRepeatedOnTheSpot() {
        core(error(403, "FORBIDDEN"), error(500, "Internal server error"), error(401, "\"Unauthorized\""));
        assertThat(gateway.accept(REGISTER)).isInstanceOf(Refused.class);
        assertThat(gateway.accept(REGISTER)).isInstanceOf(Unavailable.class);
        assertThat(gateway.accept(REGISTER)).isInstanceOf(TokenRefused.class);
        assertThat(calls).hasSize(3);
    }

    @Test
    void noAnswerIsUnavailable() {
        answers.add(() -> {
            throw new PeerUnreachable("no answer in time", null);
        });
        answers.add(() -> {
            throw new CircuitBreakerOpenException();
        });
        assertThat(gateway.accept(REGISTER)).isEqualTo(new Unavailable("Core: no answer in time", Optional.empty()));
        assertThat(gateway.accept(REGISTER)).isInstanceOf(Unavailable.class);
    }

    @Test
    void aRejectThatIsShownIsDone() {
        core(REJECTED);
        assertThat(gateway.reject(REGISTER)).isEqualTo(new Rejected(true));
        assertThat(calls).hasSize(1);
    }

    @Test
    void a500ToARejectMayMeanThatSomebodyHasAcceptedSoTheRecordIsLookedUp() {
        core(error(500, "Internal server error"), record(action("Accepted", KEY.actionId(), "another", "2026BOTHER")));
        assertThat(gateway.reject(REGISTER)).isEqualTo(new Accepted(false, Optional.of("2026BOTHER")));
        assertThat(calls).last().isEqualTo("get");
    }

    @Test
    void a500ToARejectThatTheRecordDoesNotExplainIsTriedAgain() {
        core(error(500, "Internal server error"), NOTHING);
        assertThat(gateway.reject(REGISTER)).isEqualTo(new Unavailable("Core answered 500", Optional.empty()));
    }

    @Test
    void aRejectWithoutOursThatTheRecordDoesNotShowIsUnconfirmed() {
        core(NOTHING, NOTHING);
        assertThat(gateway.reject(REGISTER)).isEqualTo(new Unconfirmed());
    }

    @Test
    void aRefusedRejectIsNotLookedUp() {
        core(error(403, "FORBIDDEN"));
        assertThat(gateway.reject(REGISTER)).isInstanceOf(Refused.class);
        assertThat(calls).hasSize(1);
    }

    @Test
    void rejectsThatCoreAnswersWith500AreKnown() {
        assertThat(gateway.rejectable("REJECT")).isFalse();
        assertThat(gateway.rejectable("APPROVE_CORRECTION")).isFalse();
        assertThat(gateway.rejectable("REJECT_CORRECTION")).isFalse();
        assertThat(gateway.rejectable("SOMETHING_NEW")).isFalse();
        for (String type : List.of("NOTIFY", "DECLARE", "EDIT", "VALIDATE", "REGISTER", "ARCHIVE", "PRINT_CERTIFICATE", "REQUEST_CORRECTION", "CUSTOM")) {
            assertThat(gateway.rejectable(type)).as(type).isTrue();
        }
    }

    /** The procedure of another type would do the wrong thing. */
    @Test
    void anActionWhoseTypeNobodySaidIsAskedForFirst() {
        core(NOTHING, ACCEPTED);
        assertThat(gateway.accept(unsaid())).isEqualTo(new Accepted(true, Optional.of(NUMBER)));
        assertThat(calls).hasSize(2);
        assertThat(calls.get(0)).isEqualTo("get");
        assertThat(calls.get(1)).startsWith("accept ").contains("\"registrationNumber\":\"" + NUMBER + "\"");
    }

    @Test
    void anApprovedCorrectionIsToldWithWhatItMustRepeatAndWithoutANumber() {
        core(pending("APPROVE_CORRECTION"), NOTHING, NOTHING, NOTHING);
        assertThat(gateway.accept(unsaid())).isInstanceOf(Unconfirmed.class);
        assertThat(calls.get(1)).startsWith("accept ").contains("\"requestId\":\"the-request\"").doesNotContain("registrationNumber");
    }

    @Test
    void whatCoreTakesNoLateRejectOfIsNotRejected() {
        core(pending("APPROVE_CORRECTION"));
        assertThat(gateway.reject(unsaid())).isInstanceOf(Refused.class);
        assertThat(calls).containsExactly("get");
    }

    @Test
    void anActionOfAnUnknownTypeIsNotTold() {
        core(pending("DANCE"));
        assertThat(gateway.accept(unsaid())).isInstanceOf(Refused.class);
        assertThat(calls).containsExactly("get");
    }

    @Test
    void aDecidedActionWhoseTypeNobodySaidIsSeenAtOnce() {
        core(ACCEPTED);
        assertThat(gateway.accept(unsaid())).isInstanceOf(Accepted.class);
        assertThat(calls).containsExactly("get");
    }

    @Test
    void theTypeOfARecordIsTold() {
        core(NOTHING, error(503, "away"));
        assertThat(gateway.eventType(KEY, "a-token")).contains("birth");
        assertThat(gateway.eventType(KEY, "a-token")).isEmpty();
    }

    private static Confirmation unsaid() {
        Confirmation c = confirmation("REGISTER");
        return new Confirmation(c.key(), c.transactionId(), CoreGateway.NOT_SAID, c.registrationNumber(), c.declaration(), c.annotation(), c.extras(), c.token(), c.receivedAt());
    }

    private static PeerAnswer pending(String type) {
        return new PeerAnswer(NOTHING.status(), NOTHING.headers(), NOTHING.body().replace("\"type\":\"REGISTER\"", "\"requestId\":\"the-request\",\"type\":\"" + type + "\""));
    }
}
