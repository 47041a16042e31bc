package io.crvsbridge.websub;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PacesTest {

    private static final Instant START = Instant.parse("2026-03-02T08:00:00Z");

    private static HubSubscription row(Instant asked) {
        HubSubscription row = new HubSubscription("crvs-partner/CREDENTIAL_ISSUED");
        row.asked("https://bridge.example/websub/callback", asked);
        return row;
    }

    @Test
    void aFailingHubIsAskedAfterTwoSecondsGrowingToSixty() {
        SubscriptionPace pace = new SubscriptionPace(Duration.ofHours(4));
        Optional<HubSubscription> row = Optional.of(row(START));
        assertThat(pace.due(Optional.empty(), START)).isTrue();
        assertThat(pace.failed(START, Optional.empty())).isEqualTo(Duration.ofSeconds(2));
        assertThat(pace.due(row, START.plusSeconds(1))).isFalse();
        assertThat(pace.due(row, START.plusSeconds(2))).isTrue();
        for (int i = 0; i < 10; i++) {
            assertThat(pace.failed(START, Optional.empty())).isLessThanOrEqualTo(Duration.ofSeconds(60));
        }
        assertThat(pace.failed(START, Optional.empty())).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void aHubThatAsksForTimeIsGivenIt() {
        SubscriptionPace pace = new SubscriptionPace(Duration.ofHours(4));
        assertThat(pace.failed(START, Optional.of(Duration.ofSeconds(90)))).isEqualTo(Duration.ofSeconds(90));
        assertThat(pace.due(Optional.empty(), START.plusSeconds(89))).isFalse();
        assertThat(pace.due(Optional.empty(), START.plusSeconds(90))).isTrue();
        assertThat(pace.failed(START, Optional.of(Duration.ofDays(2)))).isEqualTo(Duration.ofMinutes(30));
    }

    @Test
    void aClockSetBackByAnHourDelaysNoRequest() {
        SubscriptionPace pace = new SubscriptionPace(Duration.ofMinutes(30));
        pace.failed(START, Optional.empty());
        Instant back = START.minus(Duration.ofHours(1));
        assertThat(pace.due(Optional.empty(), back)).isTrue();
        pace.asked();
        assertThat(pace.due(Optional.of(row(START)), back)).as("pending").isTrue();
        HubSubscription verified = row(START);
        verified.verified(START);
        assertThat(pace.due(Optional.of(verified), back)).as("verified").isTrue();
    }

    @Test
    void eachStartAsksOnceThoughTheRowIsVerified() {
        HubSubscription row = row(START);
        row.verified(START);
        SubscriptionPace pace = new SubscriptionPace(Duration.ofHours(4));
        assertThat(pace.due(Optional.of(row), START.plusSeconds(60))).isTrue();
        pace.asked();
        assertThat(pace.due(Optional.of(row), START.plusSeconds(60))).isFalse();
        assertThat(pace.due(Optional.of(row), START.plus(Duration.ofHours(4)))).isTrue();
    }

    @Test
    void anUnverifiedAndADeniedSubscriptionAreAskedForSooner() {
        SubscriptionPace pace = new SubscriptionPace(Duration.ofHours(4));
        pace.asked();
        HubSubscription row = row(START);
        assertThat(pace.due(Optional.of(row), START.plus(Duration.ofMinutes(4)))).isFalse();
        assertThat(pace.due(Optional.of(row), START.plus(Duration.ofMinutes(5)))).isTrue();
        row.denied("no role");
        assertThat(pace.due(Optional.of(row), START.plusSeconds(60))).isTrue();
    }

    @Test
    void aStrangersDenialNeitherStopsAChallengeNorUndoesAVerifiedSubscription() {
        HubSubscription row = row(START);
        assertThat(row.denied("no")).isTrue();
        assertThat(row.expectsHub(START.plusSeconds(6))).isTrue();
        row.verified(START.plusSeconds(7));
        assertThat(row.denied("no")).isFalse();
        assertThat(row.state()).isEqualTo(HubSubscription.State.VERIFIED);
    }

    @Test
    void whoeverIsLeavingIsNotKeptByAChallengeOfBefore() {
        HubSubscription row = row(START);
        row.verified(START);
        row.leaving(START.plusSeconds(60), "the secret was changed");
        assertThat(row.verified(START.plusSeconds(61))).isFalse();
        assertThat(row.denied("no")).isFalse();
        assertThat(row.left()).isTrue();
        assertThat(row.state()).isEqualTo(HubSubscription.State.LEFT);
        assertThat(new SubscriptionPace(Duration.ofHours(4)).due(Optional.of(row), START.plusSeconds(62))).as("asked anew at once").isTrue();
    }

    @Test
    void whoeverDoesNotLeaveIsNotSentAway() {
        HubSubscription row = row(START);
        row.verified(START);
        assertThat(row.left()).isFalse();
        assertThat(row.state()).isEqualTo(HubSubscription.State.VERIFIED);
    }

    @Test
    void aHubThatSaysItHasUsAfterAChangeHasTheFormerSecretAndIsLeftAgain() {
        HubSubscription row = row(START);
        row.signedWith(new byte[] {1}, START);
        row.knownAlready(START);
        assertThat(row.state()).as("the first secret").isEqualTo(HubSubscription.State.VERIFIED);
        row.leaving(START.plusSeconds(60), "the secret was changed");
        row.left();
        row.asked("https://bridge.example/websub/callback", START.plusSeconds(62));
        row.signedWith(new byte[] {2}, START.plusSeconds(62));
        row.knownAlready(START.plusSeconds(63));
        assertThat(row.state()).isEqualTo(HubSubscription.State.LEAVING);
        row.left();
        row.asked("https://bridge.example/websub/callback", START.plusSeconds(70));
        assertThat(row.verified(START.plusSeconds(71))).isTrue();
        assertThat(row.knownAlready(START.plusSeconds(80))).isTrue();
        assertThat(row.state()).isEqualTo(HubSubscription.State.VERIFIED);
    }

    @Test
    void whatTheFormerSecretSignedIsTakenForTenMinutes() {
        HubSubscription row = row(START);
        row.signedWith(new byte[] {1}, START);
        assertThat(row.formerIsGood(START)).isFalse();
        row.signedWith(new byte[] {2}, START);
        assertThat(row.formerIsGood(START.plusSeconds(599))).isTrue();
        assertThat(row.formerIsGood(START.plusSeconds(601))).isFalse();
    }

    @Test
    void theHubIsHeardOnlyForAQuarterOfAnHourAfterWeAsked() {
        HubSubscription row = row(START);
        assertThat(row.expectsHub(START.plus(Duration.ofMinutes(15)))).isTrue();
        assertThat(row.expectsHub(START.plus(Duration.ofMinutes(16)))).isFalse();
        row.verified(START);
        assertThat(row.expectsHub(START.plusSeconds(6))).as("a challenge repeated because our answer was lost").isTrue();
    }
}
