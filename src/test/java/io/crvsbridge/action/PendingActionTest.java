package io.crvsbridge.action;

import static io.crvsbridge.action.Openings.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class PendingActionTest {

    private static final Instant LATER = NOON.plusSeconds(60);

    @Test
    void aMoveLeavesAStepThatTellsWhereFromWhereToWhenAndWhy() {
        PendingAction action = Openings.action(ActionState.RECEIVED);

        ActionStep step = action.move(ActionState.PACKETED, LATER, LATER, "packet taken");

        assertThat(action.state()).isEqualTo(ActionState.PACKETED);
        assertThat(step.from()).isEqualTo(ActionState.RECEIVED);
        assertThat(step.to()).isEqualTo(ActionState.PACKETED);
        assertThat(step.at()).isEqualTo(LATER);
        assertThat(step.reason()).isEqualTo("packet taken");
    }

    static List<Arguments> pairs() {
        List<Arguments> pairs = new ArrayList<>();
        for (ActionState from : ActionState.values()) {
            for (ActionState to : ActionState.values()) {
                if (from != ActionState.PARKED) {
                    pairs.add(Arguments.of(from, to));
                }
            }
        }
        return pairs;
    }

    @ParameterizedTest(name = "{0} to {1}")
    @MethodSource("pairs")
    void anIllegalMoveThrowsAndChangesNothing(ActionState from, ActionState to) {
        PendingAction action = Openings.action(from);
        if (from.mayBecome(to)) {
            action.move(to, LATER, null, null);
            assertThat(action.state()).isEqualTo(to);
        } else {
            assertThatIllegalStateException().isThrownBy(() -> action.move(to, LATER, null, null)).withMessageContainingAll(from.name(), to.name());
            assertThat(action.state()).isEqualTo(from);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ACCEPTED", "ACCEPTED_ELSEWHERE", "REJECTED_ELSEWHERE"})
    void anEndErasesTheTokenAndGivesTheLeaseBack(ActionState end) {
        PendingAction action = Openings.action(ActionState.CREDENTIALED);
        assertThat(action.sealed().token()).isNotNull();

        action.end(end, LATER, "Core said so");

        assertThat(action.state()).isEqualTo(end);
        assertThat(action.sealed().token()).isNull();
        assertThat(action.work().lease()).isNull();
        assertThat(action.sealed().document()).as("the declaration has a retention time of its own").isNotNull();
        action.sealed().erase();
        assertThat(action.sealed().document()).isNull();
        assertThat(action.sealed().additions()).isNull();
    }

    @Test
    void anIllegalEndKeepsTheToken() {
        PendingAction action = Openings.action(ActionState.SUBMITTED);
        assertThatIllegalStateException().isThrownBy(() -> action.end(ActionState.ACCEPTED, LATER, null));
        assertThat(action.sealed().token()).isNotNull();
        assertThat(action.state()).isEqualTo(ActionState.SUBMITTED);
    }

    @Test
    void theAnswerGivenOutlivesTheEnd() {
        PendingAction action = Openings.action(ActionState.APPROVED);
        Answer before = action.answer();
        action.end(ActionState.ACCEPTED, LATER, null);
        assertThat(action.answer()).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(names = {"RECEIVED", "PACKETED", "SUBMITTED", "CREDENTIALED", "APPROVED", "DECLINED"})
    void aParkedActionRemembersItsStageAndResumesThere(ActionState stood) {
        PendingAction action = Openings.action(stood);

        ActionStep step = action.park(ParkCause.TOKEN_ENDED, NOON, "no system client");

        assertThat(action.state()).isEqualTo(ActionState.PARKED);
        assertThat(action.stage()).isEqualTo(stood);
        assertThat(action.parkCause()).isEqualTo(ParkCause.TOKEN_ENDED);
        assertThat(step.reason()).isEqualTo("TOKEN_ENDED: no system client");
        assertThat(action.sealed().token()).as("a human still needs the token").isNotNull();
        action.move(stood, LATER, LATER, "resumed");
        assertThat(action.state()).isEqualTo(stood);
        assertThat(action.stage()).isEqualTo(stood);
        assertThat(action.parkCause()).isNull();
    }

    static List<Arguments> resumptions() {
        List<Arguments> all = new ArrayList<>();
        Set<ActionState> outcomes = EnumSet.of(ActionState.CREDENTIALED, ActionState.APPROVED, ActionState.DECLINED);
        Set<ActionState> outcomeIsWaitedFor = EnumSet.of(ActionState.RECEIVED, ActionState.PACKETED, ActionState.SUBMITTED);
        for (ActionState stood : EnumSet.range(ActionState.RECEIVED, ActionState.DECLINED)) {
            for (ActionState next : ActionState.values()) {
                boolean legal = next == stood || outcomes.contains(next) && outcomeIsWaitedFor.contains(stood);
                all.add(Arguments.of(stood, next, legal));
            }
        }
        return all;
    }

    @ParameterizedTest(name = "stood at {0}, goes to {1}: {2}")
    @MethodSource("resumptions")
    void aParkedActionGoesOnlyToWhereItStoodOrToTheOutcomeOfItsPacket(ActionState stood, ActionState next, boolean legal) {
        PendingAction action = Openings.action(stood);
        action.park(ParkCause.CORE_REFUSED, NOON, null);
        if (legal) {
            action.move(next, LATER, LATER, null);
            assertThat(action.state()).isEqualTo(next);
        } else {
            assertThatIllegalStateException().isThrownBy(() -> action.move(next, LATER, LATER, null));
            assertThat(action.state()).isEqualTo(ActionState.PARKED);
            assertThat(action.stage()).isEqualTo(stood);
            assertThat(action.parkCause()).isEqualTo(ParkCause.CORE_REFUSED);
        }
    }

    @Test
    void aParkedActionThatIsParkedAgainKeepsItsStageAndSaysTheNewCause() {
        PendingAction action = Openings.action(ActionState.SUBMITTED);
        action.park(ParkCause.NEEDS_INFORMATION, NOON, null);
        ActionStep step = action.park(ParkCause.IDENTITY_DECLINED, LATER, "MOSIP: REJECTED");
        assertThat(step.from()).isEqualTo(ActionState.PARKED);
        assertThat(step.to()).isEqualTo(ActionState.PARKED);
        assertThat(step.reason()).isEqualTo("IDENTITY_DECLINED: MOSIP: REJECTED");
        assertThat(action.stage()).isEqualTo(ActionState.SUBMITTED);
        assertThat(action.parkCause()).isEqualTo(ParkCause.IDENTITY_DECLINED);
        action.move(ActionState.SUBMITTED, LATER, null, null);
        assertThat(action.state()).isEqualTo(ActionState.SUBMITTED);
    }

    @Test
    void theSameFailureIsCountedInARowAndAnotherBeginsAtOne() {
        PendingAction action = Openings.action(ActionState.CREDENTIALED);
        for (int n = 1; n <= 10; n++) {
            assertThat(action.failed("Core answered 500", NOON.plusSeconds(n), LATER)).isEqualTo(n);
        }
        assertThat(action.failed("Core answered 502", LATER, LATER)).isEqualTo(1);
        assertThat(action.failed("Core answered 500", LATER, LATER)).isEqualTo(1);
        assertThat(action.work().failures()).isEqualTo(12);
        assertThat(action.work().failingSince()).as("since the first of them").isEqualTo(NOON.plusSeconds(1));
        assertThat(action.work().lease()).isNull();
    }

    @Test
    void successForgetsTheFailures() {
        PendingAction action = Openings.action(ActionState.RECEIVED);
        action.failed("no answer", NOON, LATER);
        action.move(ActionState.PACKETED, LATER, LATER, null);
        assertThat(action.work().failures()).isZero();
        assertThat(action.work().failingSince()).isNull();
        assertThat(action.failed("no answer", LATER, LATER)).isEqualTo(1);
    }

    @Test
    void longFailuresAreCutAndStillRecognised() {
        PendingAction action = Openings.action(ActionState.CREDENTIALED);
        String message = "x".repeat(5_000);
        action.failed(message, NOON, LATER);
        assertThat(action.failed(message, NOON, LATER)).isEqualTo(2);
    }

    @Test
    void controlLettersThatADatabaseRefusesAreLeftOut() {
        PendingAction action = Openings.action(ActionState.CREDENTIALED);
        assertThat(action.park(ParkCause.CORE_REFUSED, NOON, "Core answered 400: a\u0000b\nc").reason()).isEqualTo("CORE_REFUSED: Core answered 400: a b c");
    }

    @Test
    void longReasonsFitTheirColumn() {
        PendingAction action = Openings.action(ActionState.CREDENTIALED);
        assertThat(action.park(ParkCause.CORE_REFUSED, NOON, "y".repeat(5_000)).reason()).hasSizeLessThanOrEqualTo(600).startsWith("CORE_REFUSED: y");
    }

    @Test
    void aRegistrationNumberIsMadeOnce() {
        PendingAction action = Openings.action(ActionState.RECEIVED);
        action.number("2026BB7CDEF");
        action.number("2026BB7CDEF");
        assertThatIllegalStateException().isThrownBy(() -> action.number("2026BOTHER")).withMessageNotContaining("OTHER");
        assertThat(action.registrationNumber()).isEqualTo("2026BB7CDEF");
    }

    @Test
    void aRenewedTokenBringsItsOwnExpiry() {
        PendingAction action = Openings.action(ActionState.CREDENTIALED);
        action.decideBy(LATER);
        assertThat(action.decideBy()).isEqualTo(LATER);
    }

    @Test
    void nothingSecretIsPrinted() {
        Opening opening = Openings.of(Decision.HOLD);
        assertThat(opening.toString()).doesNotContain(Openings.TOKEN, "Pretend");
        assertThat(Openings.action(ActionState.RECEIVED).toString()).doesNotContain(Openings.TOKEN, "Pretend");
    }
}
