package io.crvsbridge.opencrvs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.crvsbridge.kernel.PeerUnreachable;
import io.crvsbridge.kernel.SettableClock;
import io.crvsbridge.problem.Problem;
import io.crvsbridge.problem.ProblemType;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CoreKeysTest {

    private static final RSAPublicKey OLD = (RSAPublicKey) Keys.CORE.getPublic();
    private static final RSAPublicKey NEW = (RSAPublicKey) Keys.ROTATED.getPublic();
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final SettableClock clock = new SettableClock(Forge.NOW);
    private final AtomicInteger fetches = new AtomicInteger();
    private volatile Supplier<String> core = () -> Keys.pem(OLD);
    private final CoreKeys keys = new CoreKeys(() -> {
        fetches.incrementAndGet();
        return core.get();
    }, clock);

    private static String unreachable() {
        throw new PeerUnreachable("connection refused", null);
    }

    private Problem problem() {
        return catchThrowableOfType(Problem.class, keys::current);
    }

    @Test
    void aKeyServerThatHangsHoldsFewThreads() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        core = () -> {
            try {
                over.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return Keys.pem(OLD);
        };
        int tooMany = 8;
        ExecutorService callers = Executors.newFixedThreadPool(CoreKeys.MOST_WAITING + tooMany);
        CompletionService<RSAPublicKey> answers = new ExecutorCompletionService<>(callers);
        for (int i = 0; i < CoreKeys.MOST_WAITING + tooMany; i++) {
            answers.submit(keys::current);
        }
        for (int i = 0; i < tooMany; i++) {
            ExecutionException refused = catchThrowableOfType(ExecutionException.class, () -> answers.take().get());
            assertThat(((Problem) refused.getCause()).type()).isEqualTo(ProblemType.KEY_UNAVAILABLE);
        }
        over.countDown();
        for (int i = 0; i < CoreKeys.MOST_WAITING; i++) {
            assertThat(answers.take().get()).isEqualTo(OLD);
        }
        assertThat(fetches).hasValue(1);
        callers.shutdownNow();
    }

    @Test
    void theKeyIsFetchedOnceAndKept() {
        for (int day = 0; day < 30; day++) {
            assertThat(keys.current()).isEqualTo(OLD);
            clock.advance(Duration.ofDays(1));
        }
        assertThat(fetches).hasValue(1);
    }

    @Test
    void aRotationIsFoundWhenASignatureDoesNotFit() {
        keys.current();
        clock.advance(MINUTE);
        core = () -> Keys.pem(NEW);
        assertThat(keys.otherThan(OLD)).contains(NEW);
        assertThat(keys.current()).isEqualTo(NEW);
        assertThat(keys.otherThan(OLD)).as("who still tried the old one gets the new one without a fetch").contains(NEW);
        assertThat(fetches).hasValue(2);
    }

    @Test
    void thereIsAtMostOneRefetchAMinute() {
        keys.current();
        for (int second = 1; second < 60; second++) {
            clock.advance(Duration.ofSeconds(1));
            assertThat(keys.otherThan(OLD)).isEmpty();
        }
        assertThat(fetches).hasValue(1);
        clock.advance(Duration.ofSeconds(1));
        assertThat(keys.otherThan(OLD)).isEmpty();
        assertThat(fetches).hasValue(2);
    }

    @Test
    void aClockSetBackStopsRefetchesNoLongerThanAMinute() {
        keys.current();
        clock.advance(Duration.ofHours(-5));
        core = () -> Keys.pem(NEW);
        assertThat(keys.otherThan(OLD)).contains(NEW);
        clock.advance(Duration.ofSeconds(59));
        keys.otherThan(NEW);
        assertThat(fetches).hasValue(2);
    }

    static Stream<Supplier<String>> badFetches() {
        return Stream.of(CoreKeysTest::unreachable, () -> "", () -> "<html>Service unavailable</html>", () -> Keys.pem(Keys.make("RSA", 1024).getPublic()),
                () -> Keys.pem(Keys.make("EC", 256).getPublic()), () -> Keys.pem(OLD).substring(0, 100), () -> null, () -> {
                    throw new IllegalStateException("the client is closed");
                });
    }

    @ParameterizedTest
    @MethodSource("badFetches")
    void aFetchThatBringsNoSensibleKeyNeverReplacesTheOneWeHave(Supplier<String> bad) {
        keys.current();
        clock.advance(MINUTE);
        core = bad;
        assertThat(keys.otherThan(OLD)).isEmpty();
        assertThat(keys.current()).isEqualTo(OLD);
        clock.advance(MINUTE);
        core = () -> Keys.pem(NEW);
        assertThat(keys.otherThan(OLD)).contains(NEW);
    }

    @ParameterizedTest
    @MethodSource("badFetches")
    void whileTheFirstFetchFailsThereIsNoKeyAndAfterwardsThereIs(Supplier<String> bad) {
        core = bad;
        assertThat(problem().type()).isEqualTo(ProblemType.KEY_UNAVAILABLE);
        core = () -> Keys.pem(OLD);
        assertThat(problem().type()).as("within the second nobody asks again").isEqualTo(ProblemType.KEY_UNAVAILABLE);
        assertThat(fetches).hasValue(1);
        clock.advance(Duration.ofSeconds(1));
        assertThat(keys.current()).isEqualTo(OLD);
        assertThat(fetches).hasValue(2);
    }

    @Test
    void requestsThatWaitedForASlowFailureDoNotEachFetchAgain() {
        core = () -> {
            clock.advance(Duration.ofSeconds(9));
            return unreachable();
        };
        for (int request = 0; request < 50; request++) {
            assertThat(problem().type()).isEqualTo(ProblemType.KEY_UNAVAILABLE);
        }
        assertThat(fetches).hasValue(1);
    }

    @Test
    @Timeout(30)
    void parallelRequestsAfterARotationAllPass() throws Exception {
        RecordTokens tokens = new RecordTokens(keys, "opencrvs:auth-service", List.of("opencrvs:countryconfig-user"), new RefusedTokens(cause -> {}, clock), clock, clock);
        assertThat(tokens.authentic(List.of("Bearer " + Forge.token())).key()).isPresent();
        clock.advance(MINUTE);
        String rotated = Forge.rs256(Forge.RS256, Forge.claims(), Keys.ROTATED.getPrivate());
        CountDownLatch fetching = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        core = () -> {
            fetching.countDown();
            await(answer);
            return Keys.pem(NEW);
        };
        ExecutorService requests = Executors.newFixedThreadPool(32);
        try {
            Callable<RecordToken> request = () -> tokens.authentic(List.of("Bearer " + rotated));
            List<Future<RecordToken>> under = new ArrayList<>();
            for (int i = 0; i < 32; i++) {
                under.add(requests.submit(request));
            }
            assertThat(fetching.await(10, TimeUnit.SECONDS)).isTrue();
            answer.countDown();
            for (Future<RecordToken> token : under) {
                assertThat(token.get(10, TimeUnit.SECONDS).key()).contains(CoreTexts.KEY);
            }
        } finally {
            requests.shutdownNow();
        }
        assertThat(fetches).hasValue(2);
    }

    @Test
    @Timeout(30)
    void aSlowRefetchDoesNotHoldUpThoseWhoseSignatureFits() throws Exception {
        RecordTokens tokens = new RecordTokens(keys, "opencrvs:auth-service", List.of("opencrvs:countryconfig-user"), new RefusedTokens(cause -> {}, clock), clock, clock);
        keys.current();
        clock.advance(MINUTE);
        CountDownLatch fetching = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        core = () -> {
            fetching.countDown();
            await(answer);
            return unreachable();
        };
        ExecutorService requests = Executors.newSingleThreadExecutor();
        try {
            Future<?> slow = requests.submit(() -> keys.otherThan(OLD));
            assertThat(fetching.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(tokens.authentic(List.of("Bearer " + Forge.token())).key()).isPresent();
            assertThat(slow.isDone()).isFalse();
        } finally {
            answer.countDown();
            requests.shutdown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
