package io.crvsbridge.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryScheduleTest {

    private static final Instant START = Instant.parse("2026-03-02T12:00:00Z");
    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);
    /** A due row waits for the next sweep, which comes every second. */
    private static final Duration SWEEP = Duration.ofSeconds(1);

    /** One wait: how long it was failing when the wait began, and the wait. */
    private record Gap(Duration failing, Duration length) {}

    /** The whole run of a peer that never recovers and fails at once. */
    private static List<Gap> run(RandomGenerator random, Optional<Duration> retryAfter) {
        List<Gap> gaps = new ArrayList<>();
        Instant now = START;
        for (int failures = 1; ; failures++) {
            Optional<Duration> wait = RetrySchedule.next(failures, START, now, retryAfter, random);
            if (wait.isEmpty()) {
                return gaps;
            }
            gaps.add(new Gap(Duration.between(START, now), wait.get()));
            now = now.plus(wait.get());
            assertThat(failures).as("the run comes to an end").isLessThan(10_000);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 42, 4711})
    void theFirstRetryComesWithinTwoSecondsSweepIncluded(long seed) {
        Gap first = run(new Random(seed), Optional.empty()).get(0);
        assertThat(first.length().plus(SWEEP)).isLessThanOrEqualTo(Duration.ofSeconds(2));
        assertThat(first.length()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 42, 4711})
    void noGapIsLongerThanTwentySecondsInTheFirstFiveMinutesSweepIncluded(long seed) {
        assertThat(run(new Random(seed), Optional.empty())).filteredOn(g -> g.failing().compareTo(FIVE_MINUTES) < 0).hasSizeGreaterThan(15)
                .allMatch(g -> g.length().plus(SWEEP).compareTo(Duration.ofSeconds(20)) <= 0);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 42, 4711})
    void laterTheGapsGrowToHalfAnHourAtMost(long seed) {
        List<Gap> later = run(new Random(seed), Optional.empty()).stream().filter(g -> g.failing().compareTo(FIVE_MINUTES) >= 0).toList();
        assertThat(later).allMatch(g -> g.length().compareTo(Duration.ofMinutes(30)) <= 0);
        assertThat(later.get(later.size() - 1).length()).isGreaterThanOrEqualTo(Duration.ofMinutes(20));
        // Jitter may turn neighbours round, so growth is seen over a doubling of the outage.
        for (Gap gap : later) {
            later.stream().filter(g -> g.failing().compareTo(gap.failing().multipliedBy(2)) >= 0)
                    .forEach(g -> assertThat(g.length()).isGreaterThan(gap.length().multipliedBy(9).dividedBy(10)));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 42, 4711})
    void patienceLastsAtLeastSeventyTwoHoursAndThenEnds(long seed) {
        List<Gap> gaps = run(new Random(seed), Optional.empty());
        Gap last = gaps.get(gaps.size() - 1);
        assertThat(last.failing().plus(last.length())).isBetween(Duration.ofHours(73), Duration.ofHours(74));
    }

    @Test
    void waitsAreSpreadSoThatActionsThatFailedTogetherDoNotReturnTogether() {
        Random random = new Random(7);
        Instant now = START.plus(Duration.ofHours(2));
        assertThat(java.util.stream.IntStream.range(0, 100).mapToObj(i -> RetrySchedule.next(50, START, now, Optional.empty(), random).orElseThrow()).distinct().count())
                .isGreaterThan(80);
    }

    @Test
    void retryAfterIsHonouredWhenItIsLonger() {
        assertThat(RetrySchedule.next(1, START, START, Optional.of(Duration.ofSeconds(120)), new Random(1))).contains(Duration.ofSeconds(120));
    }

    @Test
    void retryAfterNeverMakesUsHastier() {
        Instant now = START.plus(Duration.ofHours(10));
        assertThat(RetrySchedule.next(90, START, now, Optional.of(Duration.ofSeconds(1)), new Random(1)).orElseThrow()).isGreaterThanOrEqualTo(Duration.ofMinutes(20));
    }

    @Test
    void retryAfterIsCappedAtTheLongestWait() {
        assertThat(RetrySchedule.next(1, START, START, Optional.of(Duration.ofDays(3)), new Random(1))).contains(Duration.ofMinutes(30));
    }

    @Test
    void aPeerThatAlwaysAsksForLongWaitsDoesNotEndPatienceEarly() {
        List<Gap> gaps = run(new Random(5), Optional.of(Duration.ofHours(5)));
        Gap last = gaps.get(gaps.size() - 1);
        assertThat(gaps).hasSize(146);
        assertThat(last.failing().plus(last.length())).isGreaterThanOrEqualTo(Duration.ofHours(73));
    }

    @Test
    void aClockSetBackNeitherEndsPatienceNorStopsRetrying() {
        Optional<Duration> wait = RetrySchedule.next(40, START, START.minus(Duration.ofHours(3)), Optional.empty(), new Random(1));
        assertThat(wait.orElseThrow()).isBetween(Duration.ofMillis(1), Duration.ofSeconds(20));
    }
}
