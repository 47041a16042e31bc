package io.crvsbridge.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ActionStateTest {

    /** The table as the documentation has it; every pair that is not here is illegal. */
    private static final String TABLE = """
            RECEIVED     -> PACKETED CREDENTIALED APPROVED DECLINED PARKED
            PACKETED     -> SUBMITTED CREDENTIALED APPROVED DECLINED PARKED
            SUBMITTED    -> CREDENTIALED APPROVED DECLINED PARKED
            CREDENTIALED -> ACCEPTED ACCEPTED_ELSEWHERE REJECTED_ELSEWHERE PARKED
            APPROVED     -> CONFIRMED ACCEPTED ACCEPTED_ELSEWHERE REJECTED_ELSEWHERE PARKED
            CONFIRMED    -> ACCEPTED PARKED
            DECLINED     -> CREDENTIALED REJECTED ACCEPTED_ELSEWHERE PARKED
            PARKED       -> RECEIVED PACKETED SUBMITTED CREDENTIALED APPROVED CONFIRMED DECLINED
            """;

    private static final Set<ActionState> ENDS =
            EnumSet.of(ActionState.ACCEPTED, ActionState.REJECTED, ActionState.ACCEPTED_ELSEWHERE, ActionState.REJECTED_ELSEWHERE);

    static List<Arguments> everyOrderedPair() {
        Map<ActionState, Set<ActionState>> legal = legal();
        List<Arguments> pairs = new ArrayList<>();
        for (ActionState from : ActionState.values()) {
            for (ActionState to : ActionState.values()) {
                pairs.add(Arguments.of(from, to, legal.getOrDefault(from, Set.of()).contains(to)));
            }
        }
        return pairs;
    }

    private static Map<ActionState, Set<ActionState>> legal() {
        Map<ActionState, Set<ActionState>> moves = new HashMap<>();
        TABLE.lines().map(line -> line.split("->")).forEach(row -> {
            Set<ActionState> next = EnumSet.noneOf(ActionState.class);
            Arrays.stream(row[1].strip().split(" ")).map(ActionState::valueOf).forEach(next::add);
            moves.put(ActionState.valueOf(row[0].strip()), next);
        });
        return moves;
    }

    @ParameterizedTest(name = "{0} to {1}: {2}")
    @MethodSource("everyOrderedPair")
    void aMoveIsLegalExactlyWhenTheTableHasIt(ActionState from, ActionState to, boolean legal) {
        assertThat(from.mayBecome(to)).isEqualTo(legal);
    }

    @Test
    void everyPairWasLookedAt() {
        assertThat(everyOrderedPair()).hasSize(ActionState.values().length * ActionState.values().length);
    }

    @Test
    void nothingFollowsAnEnd() {
        for (ActionState state : ActionState.values()) {
            assertThat(state.isFinal()).as(state.name()).isEqualTo(ENDS.contains(state));
            boolean leadsOn = Arrays.stream(ActionState.values()).anyMatch(state::mayBecome);
            assertThat(leadsOn).as(state.name()).isNotEqualTo(state.isFinal());
        }
    }

    @Test
    void everyOpenStateCanPark() {
        assertThat(ActionState.values()).filteredOn(s -> !s.isFinal() && s != ActionState.PARKED).allMatch(s -> s.mayBecome(ActionState.PARKED));
    }

    @Test
    void anActionThatWasPacketedNeverGoesBackBeforeThat() {
        assertThat(ActionState.values()).filteredOn(s -> s != ActionState.PARKED).noneMatch(s -> s.mayBecome(ActionState.RECEIVED));
        assertThat(ActionState.SUBMITTED.mayBecome(ActionState.PACKETED)).isFalse();
    }
}
