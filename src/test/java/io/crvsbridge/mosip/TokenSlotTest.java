package io.crvsbridge.mosip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crvsbridge.kernel.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TokenSlotTest {

    private final SettableClock clock = new SettableClock(Instant.parse("2026-03-02T08:15:30Z"));
    private final AtomicInteger logins = new AtomicInteger();
    private volatile boolean failing;
    private volatile Optional<Duration> retryAfter = Optional.empty();
    private final TokenSlot slot = new TokenSlot(this::login, clock);

    private TokenAnswer login() {
        int n = logins.incrementAndGet();
        return failing ? new TokenAnswer.None("status 500", retryAfter) : new TokenAnswer.Token("token-" + n, Duration.ofSeconds(100));
    }

    @Test
    void aTokenIsKeptUntilItsRenewal() {
        assertThat(slot.token()).isEqualTo("token-1");
        clock.advance(Duration.ofSeconds(99));
        assertThat(slot.token()).isEqualTo("token-1");
        clock.advance(Duration.ofSeconds(1));
        assertThat(slot.token()).isEqualTo("token-2");
    }

    @Test
    void manyCallersShareOneLogin() throws Exception {
        var pool = Executors.newFixedThreadPool(16);
        List<Future<String>> tokens = IntStream.range(0, 64).mapToObj(i -> pool.submit(slot::token)).toList();
        for (Future<String> token : tokens) {
            assertThat(token.get()).isEqualTo("token-1");
        }
        pool.shutdown();
        assertThat(logins).hasValue(1);
    }

    @Test
    void aFailedLoginIsSharedAndTriedAgainAfterOneSecondThenTwoFourEightAndTen() {
        failing = true;
        List<Long> seconds = new ArrayList<>();
        Instant start = clock.instant();
        for (int ticks = 0; ticks < 400; ticks++) {
            int before = logins.get();
            assertThatThrownBy(slot::token).isInstanceOf(MosipUnavailable.class).hasMessageContaining("status 500");
            if (logins.get() > before) {
                seconds.add(Duration.between(start, clock.instant()).toSeconds());
            }
            clock.advance(Duration.ofMillis(100));
        }
        assertThat(seconds).containsExactly(0L, 1L, 3L, 7L, 15L, 25L, 35L);
        failing = false;
        clock.advance(TokenSlot.AFTER_FAILURE);
        assertThat(slot.token()).isEqualTo("token-" + (seconds.size() + 1));
    }

    @Test
    void aLoginThatAsksForTimeIsGivenIt() {
        failing = true;
        retryAfter = Optional.of(Duration.ofSeconds(30));
        assertThatThrownBy(slot::token).isInstanceOf(MosipUnavailable.class);
        failing = false;
        clock.advance(Duration.ofSeconds(29));
        assertThatThrownBy(slot::token).isInstanceOf(MosipUnavailable.class);
        clock.advance(Duration.ofSeconds(1));
        assertThat(slot.token()).isEqualTo("token-2");
    }

    @Test
    void aRefusedTokenIsReplacedOnceHoweverManyCallersComplain() {
        String refused = slot.token();
        assertThat(slot.insteadOf(refused)).contains("token-2");
        assertThat(slot.insteadOf(refused)).contains("token-2");
        assertThat(logins).hasValue(2);
    }

    @Test
    void afterANewTokenWasRefusedTooNoLoginIsMadeForAWhile() {
        slot.insteadOf(slot.token());
        slot.newTokenRefused();
        assertThat(slot.insteadOf("token-2")).isEmpty();
        assertThat(logins).hasValue(2);
        clock.advance(TokenSlot.AFTER_FAILURE);
        assertThat(slot.insteadOf("token-2")).contains("token-3");
    }
}
