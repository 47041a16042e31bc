package io.crvsbridge.esignet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.crvsbridge.esignet.LoginGate.Request;
import io.crvsbridge.esignet.Providers.Provider;
import io.crvsbridge.kernel.SettableClock;
import io.crvsbridge.problem.Problem;
import io.crvsbridge.problem.ProblemType;
import io.crvsbridge.vault.Vault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoginGateTest {

    private static final String FORM = "https://form.example/drafts/1";

    @TempDir
    Path folder;

    private final SettableClock clock = SettableClock.at("2026-03-02T08:50:00Z");
    private final List<String> counted = new ArrayList<>();
    private LoginStates states;

    @BeforeEach
    void states() {
        states = new LoginStates(Vault.of(folder.resolve("vault.keys")), clock);
    }

    private LoginGate gate(boolean ownStateOnly, String... missing) {
        return new LoginGate(List.of(missing), List.of("one", "two"), RedirectUris.below(List.of("https://form.example")), ownStateOnly, states, Signer.refusals(counted, clock));
    }

    private static Request request(String state, String client, String redirect) {
        return new Request("code", state, Optional.empty(), new Login(client, redirect, Optional.empty(), Optional.empty()));
    }

    private ProblemType refused(Request request) {
        Problem problem = catchThrowableOfType(Problem.class, () -> gate(false).admitted(request));
        assertThat(problem).as("is refused").isNotNull();
        return problem.type();
    }

    @Test
    void aStateOfOursSaysHowTheLoginBegan() {
        Login begun = gate(true).begun("one", FORM, states::begin);
        Login admitted = gate(true).admitted(request(states.state(begun), "one", FORM));
        assertThat(admitted).isEqualTo(begun);
        assertThat(admitted.codeVerifier()).get().asString().matches("[A-Za-z0-9_-]{43}");
        assertThat(admitted.nonce()).isPresent().isNotEqualTo(admitted.codeVerifier());
    }

    @Test
    void aStateOfOursShowsNothing() {
        Login begun = states.begin("one", FORM);
        assertThat(states.state(begun)).doesNotContain(begun.codeVerifier().orElseThrow(), begun.nonce().orElseThrow()).matches("cb1\\.[A-Za-z0-9_-]+").hasSizeLessThan(700);
        assertThat(begun.toString()).doesNotContain(begun.codeVerifier().orElseThrow());
    }

    @Test
    void aStateOfOursIsGoodForTenMinutes() {
        String state = states.state(states.begin("one", FORM));
        clock.advance(Duration.ofMinutes(10));
        assertThat(gate(false).admitted(request(state, "one", FORM)).nonce()).isPresent();
        clock.advance(Duration.ofSeconds(1));
        assertThat(refused(request(state, "one", FORM))).isEqualTo(ProblemType.CALLER_ERROR);
    }

    @Test
    void aStateThatWasAlteredOrIsAnothersIsRefusedAndNeverTakenForAPlainOne() {
        String state = states.state(states.begin("one", FORM));
        String other = new LoginStates(Vault.of(folder.resolve("other.keys")), clock).state(states.begin("one", FORM));
        for (String wrong : List.of("cb1.", "cb1.AAAA", "cb1.%%", state.substring(0, state.length() - 2), state.replaceFirst("cb1\\...", "cb1.AA"), other)) {
            assertThat(refused(request(wrong, "one", FORM))).as(wrong).isEqualTo(ProblemType.CALLER_ERROR);
        }
    }

    @Test
    void theFormsWordMustAgreeWithTheState() {
        String state = states.state(states.begin("one", FORM));
        assertThat(refused(request(state, "two", FORM))).isEqualTo(ProblemType.CALLER_ERROR);
        assertThat(refused(request(state, "one", FORM + "/2"))).isEqualTo(ProblemType.CALLER_ERROR);
    }

    @Test
    void aFormOfTheReferencesIsTakenByItsWordWithoutTheQuery() {
        Login login = gate(false).admitted(request("s1", "two", FORM + "?x=1#y"));
        assertThat(login).isEqualTo(new Login("two", FORM, Optional.empty(), Optional.empty()));
    }

    @Test
    void whereOnlyOwnStatesAreTakenAFormOfTheReferencesIsRefused() {
        Problem problem = catchThrowableOfType(Problem.class, () -> gate(true).admitted(request("s1", "one", FORM)));
        assertThat(problem.type()).isEqualTo(ProblemType.CALLER_ERROR);
    }

    @Test
    void anotherClientOrAnotherPlaceIsRefused() {
        assertThat(refused(request("s1", "three", FORM))).isEqualTo(ProblemType.CALLER_ERROR);
        assertThat(refused(request("s1", "one", "https://evil.example/drafts/1"))).isEqualTo(ProblemType.CALLER_ERROR);
        assertThat(refused(request("s1", "one", "https://form.example/../evil"))).isEqualTo(ProblemType.CALLER_ERROR);
        assertThat(counted).containsOnly("caller");
    }

    @Test
    void withoutWhatItNeedsNoLoginIsTaken() {
        Problem problem = catchThrowableOfType(Problem.class, () -> gate(false, "ESIGNET_JWKS_URL").admitted(request("s1", "one", FORM)));
        assertThat(problem.type()).isEqualTo(ProblemType.NOT_SET_UP);
        assertThat(problem.getMessage()).doesNotContain("ESIGNET");
    }

    @Test
    void whoeverSentThePersonBackMustBeEsignet() {
        Provider named = new Provider(Signer.ISSUER, Optional.empty(), Signer.provider().token(), Signer.provider().userinfo(), Signer.provider().jwks(), Optional.empty(), false, true);
        Login stated = new Login("one", FORM, Optional.empty(), Optional.empty());
        String ours = states.state(states.begin("one", FORM));
        gate(false).checkIssuer(new Request("c", ours, Optional.of(Signer.ISSUER), stated), named);
        gate(false).checkIssuer(new Request("c", "s1", Optional.empty(), stated), named);
        gate(false).checkIssuer(new Request("c", ours, Optional.empty(), stated), Signer.provider());
        for (Request wrong : List.of(new Request("c", ours, Optional.empty(), stated), new Request("c", ours, Optional.of("https://evil.example"), stated),
                new Request("c", "s1", Optional.of("https://evil.example"), stated))) {
            assertThat(catchThrowableOfType(Problem.class, () -> gate(false).checkIssuer(wrong, named))).isNotNull();
        }
    }

    @Test
    void theChallengeIsThatOfTheStandardsExample() {
        assertThat(Authorizations.challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")).isEqualTo("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }
}
