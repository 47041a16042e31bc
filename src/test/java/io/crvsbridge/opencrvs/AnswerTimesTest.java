package io.crvsbridge.opencrvs;

import static org.assertj.core.api.Assertions.assertThat;

import io.crvsbridge.kernel.SettableClock;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnswerTimesTest {

    private static final Duration DELAY = Duration.ofSeconds(2);
    private static final String ACTION = "66666666-7777-4888-8999-aaaaaaaaaaaa";

    private final SettableClock clock = SettableClock.at("2026-03-04T12:00:00Z");
    private final AnswerTimes times = new AnswerTimes(DELAY, clock, clock);
    private final Instant received;

    AnswerTimesTest() {
        clock.advance(Duration.ofHours(1));
        received = clock.instant();
    }

    /** A request that is nothing but its attributes. */
    private static HttpServletRequest request() {
        Map<Object, Object> attributes = new HashMap<>();
        return (HttpServletRequest) Proxy.newProxyInstance(AnswerTimesTest.class.getClassLoader(), new Class<?>[] {HttpServletRequest.class}, (proxy, method, arguments) ->
                switch (method.getName()) {
                    case "getAttribute" -> attributes.get(arguments[0]);
                    case "setAttribute" -> attributes.put(arguments[0], arguments[1]);
                    case "removeAttribute" -> attributes.remove(arguments[0]);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    @Test
    void whileTheAnswerIsUnderWayNothingMayGo() {
        HttpServletRequest trigger = request();
        times.opening(ACTION, trigger);
        clock.advance(Duration.ofMinutes(3));
        assertThat(times.wait(ACTION, received)).isEqualTo(DELAY);
        times.written(trigger);
        assertThat(times.wait(ACTION, received)).isEqualTo(DELAY);
        clock.advance(Duration.ofMillis(1_999));
        assertThat(times.wait(ACTION, received)).isEqualTo(Duration.ofMillis(1));
        clock.advance(Duration.ofMillis(1));
        assertThat(times.wait(ACTION, received)).isZero();
    }

    @Test
    void ofSeveralRequestsOfOneActionTheLastCounts() {
        HttpServletRequest first = request();
        HttpServletRequest second = request();
        times.opening(ACTION, first);
        times.opening(ACTION, second);
        times.written(first);
        clock.advance(Duration.ofSeconds(30));
        assertThat(times.wait(ACTION, received)).as("the second answer is still under way").isEqualTo(DELAY);
        times.written(second);
        clock.advance(Duration.ofSeconds(1));
        assertThat(times.wait(ACTION, received)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aRequestIsWrittenOnce() {
        HttpServletRequest first = request();
        HttpServletRequest second = request();
        times.opening(ACTION, first);
        times.opening(ACTION, second);
        times.written(first);
        times.written(first);
        clock.advance(Duration.ofSeconds(30));
        assertThat(times.wait(ACTION, received)).isEqualTo(DELAY);
    }

    @Test
    void requestsThatOpenedNothingChangeNothing() {
        times.written(request());
        clock.advance(DELAY);
        assertThat(times.wait(ACTION, received)).isZero();
    }

    @Test
    void oneActionDoesNotHoldUpAnother() {
        times.opening(ACTION, request());
        clock.advance(DELAY);
        assertThat(times.wait("another", received)).isZero();
    }

    @Test
    void whatAnotherServerAnsweredCountsFromWhenItWasReceived() {
        assertThat(times.wait(ACTION, received)).isEqualTo(DELAY);
        clock.advance(Duration.ofMillis(500));
        assertThat(times.wait(ACTION, received)).isEqualTo(Duration.ofMillis(1_500));
    }

    @Test
    void afterARestartEverythingWaitsOnce() {
        AnswerTimes restarted = new AnswerTimes(DELAY, clock, clock);
        Instant longAgo = received.minus(Duration.ofDays(2));
        assertThat(restarted.wait(ACTION, longAgo)).isEqualTo(DELAY);
        clock.advance(DELAY);
        assertThat(restarted.wait(ACTION, longAgo)).isZero();
    }

    @Test
    void withoutADelayNothingWaits() {
        AnswerTimes none = new AnswerTimes(Duration.ZERO, clock, clock);
        assertThat(none.wait(ACTION, received)).isZero();
    }

    @Test
    void oldTimesAreForgotten() {
        for (int i = 0; i < 1_000; i++) {
            HttpServletRequest trigger = request();
            times.opening("action " + i, trigger);
            times.written(trigger);
            clock.advance(Duration.ofSeconds(10));
        }
        assertThat(times.remembered()).isLessThan(100);
    }

    @Test
    void forgettingAnOldAnswerKeepsTheNewerOneOfTheSameAction() {
        for (int i = 0; i < 3; i++) {
            HttpServletRequest trigger = request();
            times.opening(ACTION, trigger);
            times.written(trigger);
            clock.advance(Duration.ofMinutes(20));
        }
        HttpServletRequest again = request();
        times.opening(ACTION, again);
        times.written(again);
        HttpServletRequest other = request();
        times.opening("other", other);
        times.written(other);
        assertThat(times.wait(ACTION, received)).isEqualTo(DELAY);
    }

    @Test
    void aClockSetBackHoldsAnAcceptNoLongerThanTheDelay() {
        HttpServletRequest trigger = request();
        times.opening(ACTION, trigger);
        times.written(trigger);
        clock.advance(Duration.ofHours(-3));
        assertThat(times.wait(ACTION, received)).isEqualTo(DELAY);
        clock.advance(DELAY);
        assertThat(times.wait(ACTION, received)).isZero();
    }

    @Test
    void theRowsClockSetForwardByAnHourLetsNoAcceptOvertakeOurAnswer() {
        SettableClock rows = new SettableClock(clock.instant());
        AnswerTimes ours = new AnswerTimes(DELAY, clock, rows);
        HttpServletRequest trigger = request();
        ours.opening(ACTION, trigger);
        ours.written(trigger);
        rows.advance(Duration.ofHours(1));
        assertThat(ours.wait(ACTION, received)).isEqualTo(DELAY);
        clock.advance(DELAY);
        assertThat(ours.wait(ACTION, received)).isZero();
    }

    @Test
    void aServerWhoseClockRunsAheadHoldsAnAcceptNoLongerThanTheDelay() {
        Instant ahead = clock.instant().plus(Duration.ofMinutes(10));
        assertThat(times.wait(ACTION, ahead)).isEqualTo(DELAY);
        HttpServletRequest trigger = request();
        times.opening("other", trigger);
        clock.advance(DELAY);
        times.written(trigger);
        assertThat(times.wait(ACTION, ahead)).isZero();
    }
}
