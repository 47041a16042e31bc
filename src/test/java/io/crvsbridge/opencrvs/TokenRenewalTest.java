package io.crvsbridge.opencrvs;

import static io.crvsbridge.opencrvs.CoreTexts.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.crvsbridge.kernel.PeerAnswer;
import io.crvsbridge.kernel.PeerUnreachable;
import io.crvsbridge.kernel.SettableClock;
import io.crvsbridge.opencrvs.CoreSettings.SystemClient;
import io.crvsbridge.opencrvs.TokenRenewal.Renewal;
import jakarta.ws.rs.core.Form;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenRenewalTest {

    private static final SystemClient CLIENT = new SystemClient("bridge", "s3cr3t");

    private final SettableClock clock = new SettableClock(Forge.NOW);
    private final List<Form> logins = new ArrayList<>();
    private final List<Form> exchanges = new ArrayList<>();
    private Function<Form, PeerAnswer> login = f -> answer(200, "{\"access_token\":\"own-" + logins.size() + "\",\"token_type\":\"Bearer\"}");
    private Function<Form, PeerAnswer> exchange = f -> answer(200, "{\"access_token\":\"" + Forge.token() + "\"}");
    private final TokenRenewal renewal = renewal(Optional.of(CLIENT));

    private TokenRenewal renewal(Optional<SystemClient> client) {
        ClientTokens tokens = new ClientTokens(f -> {
            logins.add(f);
            return login.apply(f);
        }, client, clock);
        return new TokenRenewal(f -> {
            exchanges.add(f);
            return exchange.apply(f);
        }, tokens);
    }

    private static String param(Form form, String name) {
        return form.asMap().getFirst(name);
    }

    @Test
    void ourOwnTokenIsExchangedForOneOfTheAction() {
        Renewal.Renewed renewed = (Renewal.Renewed) renewal.renew(CoreTexts.KEY);
        assertThat(renewed.expires()).isEqualTo(Forge.NOW.plus(Duration.ofDays(7)));
        assertThat(param(logins.get(0), "grant_type")).isEqualTo("client_credentials");
        assertThat(param(logins.get(0), "client_id")).isEqualTo("bridge");
        assertThat(param(logins.get(0), "client_secret")).isEqualTo("s3cr3t");
        Form asked = exchanges.get(0);
        assertThat(param(asked, "grant_type")).isEqualTo("urn:opencrvs:oauth:grant-type:token-exchange");
        assertThat(param(asked, "subject_token")).isEqualTo("own-1");
        assertThat(param(asked, "subject_token_type")).isEqualTo("urn:ietf:params:oauth:token-type:access_token");
        assertThat(param(asked, "requested_token_type")).isEqualTo("urn:opencrvs:oauth:token-type:single_record_token");
        assertThat(param(asked, "event_id")).isEqualTo(CoreTexts.KEY.eventId());
        assertThat(param(asked, "action_id")).isEqualTo(CoreTexts.KEY.actionId());
    }

    @Test
    void ourOwnTokenIsKeptWhileItLastsAndNoLonger() {
        renewal.renew(CoreTexts.KEY);
        clock.advance(Duration.ofMinutes(4));
        renewal.renew(CoreTexts.KEY);
        assertThat(logins).hasSize(1);
        clock.advance(Duration.ofMinutes(5));
        renewal.renew(CoreTexts.KEY);
        assertThat(logins).hasSize(2);
        assertThat(param(exchanges.get(2), "subject_token")).isEqualTo("own-2");
    }

    @Test
    void aKeptTokenThatCoreNoLongerTakesIsReplacedBeforeAHumanIsCalled() {
        renewal.renew(CoreTexts.KEY);
        Function<Form, PeerAnswer> before = exchange;
        exchange = f -> param(f, "subject_token").equals("own-1") ? answer(401, "\"unauthorized_client\"") : before.apply(f);
        assertThat(renewal.renew(CoreTexts.KEY)).isInstanceOf(Renewal.Renewed.class);
        assertThat(logins).hasSize(2);
    }

    @Test
    void withoutASystemClientAHumanMustLook() {
        assertThat(renewal(Optional.empty()).renew(CoreTexts.KEY)).isInstanceOf(Renewal.Impossible.class);
        assertThat(logins).isEmpty();
    }

    @Test
    void aRefusedClientIsForAHuman() {
        login = f -> answer(401, "{\"error\":\"invalid_client\"}");
        assertThat(renewal.renew(CoreTexts.KEY)).isEqualTo(new Renewal.Impossible("Core refuses the system client"));
        assertThat(exchanges).isEmpty();
    }

    @Test
    void aRefusedExchangeIsForAHumanAfterOneFreshLoginAtMost() {
        exchange = f -> answer(403, "{}");
        assertThat(renewal.renew(CoreTexts.KEY)).isEqualTo(new Renewal.Impossible("Core refuses the token exchange"));
        assertThat(logins).hasSizeLessThanOrEqualTo(2);
        assertThat(exchanges).hasSizeLessThanOrEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504, 429})
    void whatMayPassIsForLater(int status) {
        exchange = f -> answer(status, "");
        assertThat(renewal.renew(CoreTexts.KEY)).isInstanceOf(Renewal.Later.class);
        login = f -> answer(status, "");
        clock.advance(Duration.ofHours(1));
        assertThat(renewal.renew(CoreTexts.KEY)).isInstanceOf(Renewal.Later.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<!DOCTYPE html><html></html>", "\"maintenance\"", "{\"response\":null}", "garbage", ""})
    void aPageThatIsNoAnswerOfCoresCallsNoHuman(String body) {
        exchange = f -> answer(200, body);
        assertThat(renewal.renew(CoreTexts.KEY)).isInstanceOf(Renewal.Later.class);
        exchange = f -> answer(302, body);
        assertThat(renewal.renew(CoreTexts.KEY)).isInstanceOf(Renewal.Later.class);
    }

    @Test
    void anAuthServiceThatAsksForTimeIsGivenIt() {
        exchange = f -> new PeerAnswer(503, java.util.Map.of("retry-after", List.of("7")), "");
        assertThat(((Renewal.Later) renewal.renew(CoreTexts.KEY)).retryAfter()).contains(Duration.ofSeconds(7));
    }

    @Test
    void noAnswerIsForLater() {
        login = f -> {
            throw new PeerUnreachable("no answer in time", null);
        };
        assertThat(renewal.renew(CoreTexts.KEY)).isInstanceOf(Renewal.Later.class);
    }

    @Test
    void anAuthServiceThatGaveNoTokenIsLeftAloneForAMoment() {
        Function<Form, PeerAnswer> before = login;
        login = f -> answer(503, "");
        renewal.renew(CoreTexts.KEY);
        login = before;
        assertThat(renewal.renew(CoreTexts.KEY)).isInstanceOf(Renewal.Later.class);
        assertThat(logins).hasSize(1);
        clock.advance(ClientTokens.QUIET);
        assertThat(renewal.renew(CoreTexts.KEY)).isInstanceOf(Renewal.Renewed.class);
    }

    @Test
    void whoAsksMeanwhileDoesNotProlongThePause() {
        login = f -> answer(503, "");
        renewal.renew(CoreTexts.KEY);
        for (int second = 0; second < 2 * ClientTokens.QUIET.toSeconds(); second++) {
            clock.advance(Duration.ofSeconds(1));
            renewal.renew(CoreTexts.KEY);
        }
        assertThat(logins).hasSize(3);
    }

    @Test
    void aLoginThatHangsHoldsNobodyElse() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        login = f -> {
            begun.countDown();
            awaitUninterrupted(over);
            return answer(503, "");
        };
        Thread first = new Thread(() -> renewal.renew(CoreTexts.KEY));
        first.start();
        begun.await();
        long before = System.nanoTime();
        assertThat(renewal.renew(CoreTexts.KEY)).isInstanceOf(Renewal.Later.class);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
        over.countDown();
        first.join();
        assertThat(logins).hasSize(1);
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aTokenOfAnotherActionIsNotTaken() {
        exchange = f -> answer(200, "{\"access_token\":\"" + Forge.token("actionId", "\"another\"") + "\"}");
        assertThat(renewal.renew(CoreTexts.KEY)).isInstanceOf(Renewal.Impossible.class);
        exchange = f -> answer(200, "{\"access_token\":\"" + Forge.token("exp", null) + "\"}");
        assertThat(renewal.renew(CoreTexts.KEY)).isInstanceOf(Renewal.Impossible.class);
    }

    @Test
    void anAnswerThatIsNoTokenIsNotTaken() {
        exchange = f -> answer(200, "{\"access_token\":\"not a token\"}");
        assertThat(renewal.renew(CoreTexts.KEY)).isInstanceOf(Renewal.Later.class);
    }

    @Test
    void noSecretIsPrinted() {
        assertThat(CLIENT.toString()).doesNotContain("s3cr3t");
        assertThat(renewal.renew(CoreTexts.KEY).toString()).doesNotContain("eyJ");
    }
}
