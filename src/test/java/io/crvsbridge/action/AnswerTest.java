package io.crvsbridge.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnswerTest {

    @Test
    void holdingIs202() {
        assertThat(Answer.of(Openings.of(Decision.HOLD), Optional.empty())).isEqualTo(new Answer(202, "{}"));
    }

    @Test
    void acceptingARegistrationCarriesItsNumber() {
        assertThat(Answer.of(Openings.of(Decision.ACCEPT), Optional.of("2026BB7CDEF"))).isEqualTo(new Answer(200, "{\"registrationNumber\":\"2026BB7CDEF\"}"));
    }

    @Test
    void acceptingAnythingElseIsAnEmptyObject() {
        assertThat(Answer.of(Openings.of(Decision.ACCEPT), Optional.empty())).isEqualTo(new Answer(200, "{}"));
    }

    @Test
    void refusingIs400WithTheReasonOfThePack() {
        Answer answer = Answer.of(Openings.of(Decision.REFUSE, Optional.of("The \"mother\" must be verified")), Optional.empty());
        assertThat(answer).isEqualTo(new Answer(400, "{\"reason\":\"The \\\"mother\\\" must be verified\"}"));
    }

    @Test
    void whatWasHeldBeforeItCouldBeStoredIs202WhateverTheVerdict() {
        for (Decision decision : Decision.values()) {
            Opening held = Openings.of(decision).heldSince(Openings.NOON);
            assertThat(Answer.of(held, Optional.of("2026BB7CDEF"))).isEqualTo(new Answer(202, "{}"));
        }
    }

    @Test
    void refusingWithoutAReasonStillAnswersAnObject() {
        assertThat(Answer.of(Openings.of(Decision.REFUSE), Optional.empty())).isEqualTo(new Answer(400, "{\"reason\":\"\"}"));
    }

    @Test
    void aReasonOfAnyLengthFitsItsColumn() {
        for (String reason : new String[] {"x".repeat(100_000), "\u0001".repeat(100_000), "\"".repeat(100_000)}) {
            assertThat(Answer.of(Openings.of(Decision.REFUSE, Optional.of(reason)), Optional.empty()).body()).hasSizeLessThanOrEqualTo(4_000).startsWith("{\"reason\":").endsWith("}");
        }
    }
}
