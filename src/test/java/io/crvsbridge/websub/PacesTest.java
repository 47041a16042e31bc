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
        assertThat(pace.failed(START)).isEqualTo(Duration.ofSeconds(2));
        assertThat(pace.due(row, START.plusSeconds(1))).isFalse();
        assertThat(pace.due(row, START.plusSeconds(2))).isTrue();
        for (int i = 0; i < 10; i++) {
            assertThat(pace.failed(START)).isLessThanOrEqualTo(Duration.ofSeconds(60));
        }
        assertThat(pace.failed(START)).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void eachStartAsksOnceThoughTheRowIsVerified() {
        HubSubscription row = row(START);
        row.verified(START);
        SubscriptionPace pace = new SubscriptionPace(Duration.ofHours(4));
        assertThat(pace.due(Optional.of(row), START.plusSeconds(60))).isTrue();
        pace.asked(START);
        assertThat(pace.due(Optional.of(row), START.plusSeconds(60))).isFalse();
        assertThat(pace.due(Optional.of(row), START.plus(Duration.ofHours(4)))).isTrue();
    }

    @Test
    void anUnverifiedAndADeniedSubscriptionAreAskedForSooner() {
        SubscriptionPace pace = new SubscriptionPace(Duration.ofHours(4));
        pace.asked(START);
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
    void theHubIsHeardOnlyForAQuarterOfAnHourAfterWeAsked() {
        HubSubscription row = row(START);
        assertThat(row.expectsHub(START.plus(Duration.ofMinutes(15)))).isTrue();
        assertThat(row.expectsHub(START.plus(Duration.ofMinutes(16)))).isFalse();
        row.verified(START);
        assertThat(row.expectsHub(START.plusSeconds(6))).as("a challenge repeated because our answer was lost").isTrue();
    }
}
