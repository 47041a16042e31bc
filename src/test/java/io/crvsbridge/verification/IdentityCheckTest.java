package io.crvsbridge.verification;

import static io.crvsbridge.verification.IdaTexts.john;
import static io.crvsbridge.verification.IdaTexts.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crvsbridge.kernel.SettableClock;
import io.crvsbridge.simulators.Fault;
import io.crvsbridge.simulators.IdAuthentication;
import io.crvsbridge.simulators.IdaKeyPair;
import io.crvsbridge.simulators.MosipSimulator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole check against a simulated ID authentication that looks at everything. */
class IdentityCheckTest {

    private static MosipSimulator mosip;

    private final List<String> counted = Collections.synchronizedList(new ArrayList<>());

    @BeforeAll
    static void mosipStarts() {
        mosip = new MosipSimulator();
    }

    @AfterAll
    static void mosipEnds() {
        mosip.close();
    }

    @BeforeEach
    void calm() {
        mosip.faults().clear();
        mosip.ida().calm();
        mosip.up();
    }

    private IdentityCheck check(Clock clock, String... changes) {
        IdaSettings settings = IdaTexts.at(mosip.idaUrl().toString(), changes);
        return new IdentityCheck(settings, new IdaKeys(settings, clock), new IdaGateway(), new CheckRecords(counted::add, clock), clock);
    }

    private Answer answer(Person person, String... changes) {
        return check(Clock.systemUTC(), changes).check(person);
    }

    private static void assertOurFault(Answer answer, String code) {
        assertThat(answer).isInstanceOfSatisfying(Answer.OurFault.class, fault -> assertThat(fault.code()).isEqualTo(code));
    }

    @Test
    void aPersonWithTheseDataIsVerified() {
        assertThat(answer(john())).isEqualTo(new Answer.Verified());
        assertThat(answer(person(IdAuthentication.vid("1234567892"), "John Dino Doe", "2001-02-20", null))).isEqualTo(new Answer.Verified());
        assertThat(counted).containsExactly("verified", "verified");
    }

    @Test
    void whatDiffersIsAMismatchThatNamesIt() {
        assertThat(answer(person("1234567892", "John Doe", "2001-02-21", "male"))).isEqualTo(new Answer.Mismatch(Set.of(Attribute.BIRTH_DATE), Set.of()));
        assertThat(answer(person("1234567892", "Jane Doe", "2001-02-21", "female"))).isEqualTo(new Answer.Mismatch(Set.of(Attribute.NAME, Attribute.BIRTH_DATE, Attribute.GENDER), Set.of()));
        mosip.ida().forget("1234567892", "gender");
        assertThat(answer(john())).isEqualTo(new Answer.Mismatch(Set.of(), Set.of(Attribute.GENDER)));
        assertThat(counted).containsExactly("mismatch", "mismatch", "cannot_tell");
    }

    @Test
    void anIdentifierThatCannotBeUsedIsNoMismatch() {
        assertThat(answer(person("0000000000", "John Doe", "2001-02-20", null))).isEqualTo(new Answer.Unusable("IDA-MLC-002"));
        assertThat(answer(person("1111222233334444", "John Doe", "2001-02-20", null))).isEqualTo(new Answer.Unusable("IDA-MLC-004"));
        mosip.ida().report("1234567892", "IDA-MLC-018");
        assertThat(answer(john())).isEqualTo(new Answer.Unusable("IDA-MLC-018"));
        assertThat(counted).containsOnly("unusable");
    }

    @ParameterizedTest
    @ValueSource(ints = {40, -40})
    void aClockFortySecondsOffIsOurFaultAndNotAMismatch(int seconds) {
        SettableClock clock = new SettableClock(Instant.now().plusSeconds(seconds));
        Answer answer = check(clock).check(john());
        assertOurFault(answer, "IDA-MLC-001");
        assertThat(((Answer.OurFault) answer).explanation()).matches("IDA refuses our time; our clock is (39|40|41) s " + (seconds > 0 ? "ahead of" : "behind") + " its own");
        assertThat(check(new SettableClock(Instant.now().plusSeconds(seconds / 2))).check(john())).isEqualTo(new Answer.Verified());
        assertThat(counted).containsExactly("our_fault", "verified");
    }

    @Test
    void whatIsWrongWithOurSetupIsOurFault() {
        assertOurFault(answer(john(), "PARTNER_MISP_LK", "another"), "IDA-MPA-007");
        assertOurFault(answer(john(), "PARTNER_ID", "another"), "IDA-MPA-009");
        assertOurFault(answer(john(), "PARTNER_APIKEY", "another"), "IDA-MPA-039");
        assertOurFault(answer(john(), "IDA_AUTH_DOMAIN_URI", "https://elsewhere.example"), "IDA-MLC-009");
        assertOurFault(answer(john(), "IDA_LANGUAGES", "fra"), "IDA-DEA-002");
        assertOurFault(answer(john(), "ENCRYPT_CERT_PATH", IdaKeyPair.file(IdaKeyPair.stranger()).toString()), "IDA-MPA-003");
        mosip.ida().partner(IdaKeyPair.stranger().certificate());
        assertOurFault(answer(john()), "IDA-MPA-021");
        assertThat(counted).containsOnly("our_fault");
    }

    @Test
    void withoutItsSettingsNothingIsAskedAndTheMissingOnesAreNamed() {
        int before = mosip.calls("ida");
        Answer answer = answer(john(), "PARTNER_APIKEY", null, "IDA_RESPONSE_CERT_PATH", null);
        assertThat(answer).isEqualTo(new Answer.OurFault("NOT_CONFIGURED", "not set: PARTNER_APIKEY, IDA_RESPONSE_CERT_PATH"));
        assertThat(mosip.calls("ida")).isEqualTo(before);
    }

    @Test
    void aCertificateThatHasEndedIsOurFaultBeforeAnythingIsSent() {
        int before = mosip.calls("ida");
        String ended = IdaKeyPair.ended().p12("p").toString();
        assertOurFault(answer(john(), "SIGN_P12_FILE_PATH", ended, "SIGN_P12_FILE_PASSWORD", "p"), "CERTIFICATE_ENDED");
        assertOurFault(answer(john(), "ENCRYPT_CERT_PATH", IdaKeyPair.file(IdaKeyPair.ended()).toString()), "CERTIFICATE_ENDED");
        assertOurFault(answer(john(), "IDA_RESPONSE_CERT_PATH", IdaKeyPair.file(IdaKeyPair.ended()).toString()), "CERTIFICATE_ENDED");
        assertThat(mosip.calls("ida")).isEqualTo(before);
        assertThat(answer(john(), "IDA_RESPONSE_CERT_PATH", IdaKeyPair.file(IdaKeyPair.ended(), IdaKeyPair.signing()).toString())).isEqualTo(new Answer.Verified());
    }

    @Test
    void anAnswerThatMosipDidNotSignVerifiesNobody() {
        for (IdAuthentication.Flaw flaw : List.of(IdAuthentication.Flaw.UNSIGNED, IdAuthentication.Flaw.STRANGER)) {
            mosip.ida().flaw(flaw);
            assertOurFault(answer(john()), "RESPONSE_SIGNATURE");
        }
        mosip.ida().flaw(IdAuthentication.Flaw.TAMPERED);
        assertOurFault(answer(person("1234567892", "John Doe", "1999-09-09", null)), "RESPONSE_SIGNATURE");
        mosip.ida().flaw(IdAuthentication.Flaw.NONE);
        mosip.ida().rotate();
        assertOurFault(answer(john()), "RESPONSE_SIGNATURE");
        assertThat(answer(john(), "IDA_RESPONSE_CERT_PATH", IdaKeyPair.file(IdaKeyPair.signing(), IdaKeyPair.nextSigning()).toString())).isEqualTo(new Answer.Verified());
    }

    @Test
    void anOldYesVerifiesNobodyElse() {
        assertThat(answer(john())).isEqualTo(new Answer.Verified());
        mosip.ida().flaw(IdAuthentication.Flaw.REPLAYED);
        assertThat(answer(person("1234567892", "John Doe", "1999-09-09", null))).isInstanceOf(Answer.TryAgain.class);
        assertThat(answer(john())).isInstanceOf(Answer.TryAgain.class);
    }

    @Test
    void withoutTheCheckUnsignedAnswersAreTaken() {
        mosip.ida().flaw(IdAuthentication.Flaw.UNSIGNED);
        assertThat(answer(john(), "IDA_VERIFY_RESPONSE", "false", "IDA_RESPONSE_CERT_PATH", null)).isEqualTo(new Answer.Verified());
    }

    @Test
    void whatEverBreaksOnTheWayIsTriedAgain() {
        List<Fault> faults = List.of(Fault.status(500), Fault.status(502, "text/html", "<html>Bad gateway</html>"), Fault.status(404), Fault.html(), Fault.reset(), Fault.garbage(), Fault.emptyResponse(),
                Fault.bareString("verified"), Fault.redirect("/elsewhere"), Fault.mosipError("IDA-MLC-007"), Fault.dropsAnswer());
        for (Fault fault : faults) {
            mosip.faults().on("ida", fault.once());
            assertThat(answer(john())).as(fault.toString()).isInstanceOf(Answer.TryAgain.class);
        }
        mosip.faults().on("ida", Fault.status(503).retryAfter(17).once());
        assertThat(answer(john())).isEqualTo(new Answer.TryAgain("IDA answered 503", Optional.of(Duration.ofSeconds(17))));
        mosip.down();
        assertThat(answer(john())).isInstanceOf(Answer.TryAgain.class);
        assertThat(counted).containsOnly("try_again");
    }

    @Test
    void anIdaThatHangsIsGivenUpWithinElevenSecondsHoweverManyWait() {
        mosip.faults().on("ida", Fault.hang());
        IdentityCheck check = check(Clock.systemUTC());
        long start = System.nanoTime();
        List<CompletableFuture<Answer>> all = IntStream.range(0, 40).mapToObj(i -> CompletableFuture.supplyAsync(() -> check.check(john()), command -> new Thread(command).start())).toList();
        assertThat(all.stream().map(CompletableFuture::join)).allMatch(Answer.TryAgain.class::isInstance);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(12));
        assertThat(all.stream().filter(a -> a.join().equals(new Answer.TryAgain("too many checks are waiting for IDA")))).as("turned away at once").hasSize(16);
    }

    @Test
    void aGenderIsTranslatedOrLeftOutOrOurFault() {
        assertThat(answer(person("1234567892", "John Doe", "2001-02-20", " Male "))).isEqualTo(new Answer.Verified());
        assertThat(answer(person("1234567892", "John Doe", "2001-02-20", "unknown"))).isEqualTo(new Answer.Verified());
        assertThat(mosip.ida().asked().get(0).getJsonObject("opened").getJsonObject("demographics").keySet()).containsExactly("name", "dob");
        assertOurFault(answer(person("1234567892", "John Doe", "2001-02-20", "other")), "GENDER_NOT_MAPPED");
        assertThat(answer(john(), "IDA_GENDERS", "male=MLE")).isEqualTo(new Answer.Mismatch(Set.of(Attribute.GENDER), Set.of()));
    }

    @Test
    void anIdentifierAloneIsNoQuestion() {
        assertThatThrownBy(() -> person("1234567892", null, null, null)).isInstanceOf(IllegalArgumentException.class).hasMessageNotContaining("1234567892");
        assertThatThrownBy(() -> person("1234567892", " ", null, null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> person(" ", "John Doe", null, null)).isInstanceOf(IllegalArgumentException.class);
    }
}
