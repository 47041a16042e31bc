package io.crvsbridge.middleware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crvsbridge.action.Decision;
import io.crvsbridge.action.Opening;
import io.crvsbridge.action.ParkCause;
import io.crvsbridge.document.ReadyPacket.Kind;
import io.crvsbridge.kernel.ActionKey;
import io.crvsbridge.opencrvs.CoreGateway;
import io.crvsbridge.opencrvs.RecordToken;
import io.crvsbridge.problem.Problem;
import io.crvsbridge.problem.ProblemType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HandoverTest {

    private static final ActionKey KEY = new ActionKey("11111111-2222-4333-8444-55555555555A", "66666666-7777-4888-8999-aaaaaaaaaaaa");
    private static final Instant ENDS = Instant.parse("2026-03-11T12:00:00Z");
    private static final RecordToken OF_1_9 = token("record.confirm-registration", "record.reject-registration");
    private static final RecordToken OF_2_0 = token("type=record.confirm-registration", "type=record.read&placeOfEvent=all");

    private static RecordToken token(String... scopes) {
        return new RecordToken(Optional.of(KEY), true, ENDS, "a.secret.token", Optional.of("registrar-1"), List.of(scopes));
    }

    private static byte[] fields(String fields) {
        return ("{\"trackingId\":\"B1KTY12\",\"requestFields\":{" + fields + "}}").getBytes(StandardCharsets.UTF_8);
    }

    private static Opening opening(Handover handover, String... missing) {
        return handover.opening("the door", "pack-1", List.of(missing));
    }

    @Test
    void aBirthIsHeldUnderTheNumberThatItBrings() {
        Opening opening = opening(Handover.registration(OF_1_9, fields("\"birthCertificateNumber\":\"2026B7\",\"fullName\":\"x\"")));
        assertThat(opening.decision()).isEqualTo(Decision.HOLD);
        assertThat(opening.eventType()).isEqualTo("birth");
        assertThat(opening.actionType()).isEqualTo("REGISTER");
        assertThat(opening.operation()).contains("birth");
        assertThat(opening.registrationNumber()).contains("2026B7");
        assertThat(opening.needsNumber()).isFalse();
        assertThat(opening.trackingId()).isEqualTo("B1KTY12");
        assertThat(opening.requestedBy()).contains("registrar-1");
        assertThat(opening.decideBy()).isEqualTo(ENDS);
        assertThat(opening.key()).isEqualTo(new ActionKey(KEY.eventId().toLowerCase(java.util.Locale.ROOT), KEY.actionId()));
        assertThat(opening.park()).isEmpty();
    }

    @Test
    void aDeathIsADeath() {
        Opening opening = opening(Handover.registration(OF_1_9, fields("\"deathCertificateNumber\":\"2026D7\",\"birthCertificateNumber\":null")));
        assertThat(opening.eventType()).isEqualTo("death");
        assertThat(opening.operation()).contains("death");
        assertThat(opening.registrationNumber()).contains("2026D7");
    }

    @Test
    void ofWhichTypeAnActionIsThatCore20ForwardsIsLeftToCore() {
        assertThat(opening(Handover.registration(OF_2_0, fields("\"birthCertificateNumber\":\"2026B7\""))).actionType()).isEqualTo(CoreGateway.NOT_SAID);
    }

    @Test
    void anUpdateIsToldAndNotHeld() {
        Opening opening = opening(Handover.biographics(OF_2_0, fields("\"VID\":\"5551234\",\"fullName\":\"x\"")), "MOSIP_OFFICER_ID");
        assertThat(opening.decision()).isEqualTo(Decision.TELL);
        assertThat(opening.operation()).contains("update");
        assertThat(opening.registrationNumber()).isEmpty();
        assertThat(opening.park()).isEmpty();
    }

    @Test
    void whatMosipIsNotSetUpForWaits() {
        Opening opening = opening(Handover.registration(OF_1_9, fields("\"birthCertificateNumber\":\"2026B7\"")), "MOSIP_OFFICER_ID");
        assertThat(opening.park()).contains(ParkCause.NOT_SET_UP);
        assertThat(opening.reason()).contains("not set: MOSIP_OFFICER_ID");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"fullName\":\"x\"", "\"birthCertificateNumber\":null", "\"birthCertificateNumber\":\"1\",\"deathCertificateNumber\":\"2\"",
        "\"birthCertificateNumber\":7", "\"birthCertificateNumber\":\"\"", "\"birthCertificateNumber\":\"a b\"", "\"birthCertificateNumber\":{}"})
    void whatIsNoRegistrationIsUnreadable(String fields) {
        assertThatThrownBy(() -> Handover.registration(OF_1_9, fields(fields))).isInstanceOfSatisfying(Problem.class, p -> assertThat(p.type()).isEqualTo(ProblemType.UNREADABLE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"fullName\":\"x\"", "\"VID\":\" \"", "\"VID\":null,\"UIN\":\"\""})
    void anUpdateOfNobodyIsUnreadable(String fields) {
        assertThatThrownBy(() -> Handover.biographics(OF_1_9, fields(fields))).isInstanceOfSatisfying(Problem.class, p -> assertThat(p.type()).isEqualTo(ProblemType.UNREADABLE));
    }

    @Test
    void idsThatNoColumnTakesAreLeftOut() {
        Handover handover = Handover.registration(OF_1_9, "{\"trackingId\":\"a b\",\"requestFields\":{\"birthCertificateNumber\":\"1\"}}".getBytes(StandardCharsets.UTF_8));
        assertThat(handover.trackingId()).isEmpty();
    }

    @Test
    void theJournalGivesBackAllThatIsNeeded() {
        Handover handover = Handover.registration(OF_2_0, fields("\"birthCertificateNumber\":\"2026B7\""));
        Handover kept = KeptHandover.read(KeptHandover.written(handover));
        assertThat(kept).usingRecursiveComparison().isEqualTo(handover);
        assertThat(kept.kind()).isEqualTo(Kind.BIRTH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "{\"kind\":\"DANCE\"}"})
    void anythingElseInTheJournalIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> KeptHandover.read(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void itShowsNoSecret() {
        assertThat(Handover.registration(OF_1_9, fields("\"birthCertificateNumber\":\"2026B7\"")).toString()).doesNotContain("secret").doesNotContain("2026B7");
    }
}
