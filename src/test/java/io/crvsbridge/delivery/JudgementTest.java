package io.crvsbridge.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.crvsbridge.credential.SignedCredential;
import io.crvsbridge.identity.Identified;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JudgementTest {

    private static final String RID = "10021100370000120260302081531";

    private static HubEvent event(String reference) {
        return new HubEvent(Optional.of("9d0c"), Optional.of("c1f7"), Optional.empty(), Optional.ofNullable(reference), Optional.of("7f3c-0001"), Optional.of("sealed"), Optional.empty());
    }

    private static SignedCredential credential(Map<String, String> claims, Map<String, String> unsigned) {
        return new SignedCredential("urn:c", "https://mosip.example/issuer", "https://mosip.example/credentials/" + RID, claims, unsigned.keySet(), unsigned);
    }

    private static Judgement of(String reference, Map<String, String> claims, Map<String, String> unsigned) {
        return Judgement.of(event(reference), credential(claims, unsigned), "delivery-1");
    }

    private static String code(Judgement judgement) {
        return judgement instanceof Judgement.Refused refused ? refused.code() : judgement.getClass().getSimpleName();
    }

    @Test
    void signedIdentifiersAreTakenAndOtherClaimsLeft() {
        Judgement judgement = of(RID, Map.of("VID", "4092836150927345", "PSUT", "p1", "fullName", "Ada Mokoena"), Map.of("birthCertificateNumber", "2026B7QX1KTY12"));
        assertThat(judgement).isEqualTo(new Judgement.Proved(new Identified(RID, Map.of("VID", "4092836150927345", "PSUT", "p1"),
                Optional.of("2026B7QX1KTY12"), Optional.of("7f3c-0001"), "delivery-1")));
    }

    @Test
    void anUnsignedIdentifierIsNoIdentifier() {
        assertThat(code(of(RID, Map.of("vcVer", "VC-V1"), Map.of("VID", "4092836150927345")))).isEqualTo("NO_IDENTIFIER");
        assertThat(code(of(RID, Map.of("VID", " "), Map.of()))).isEqualTo("NO_IDENTIFIER");
    }

    @Test
    void messageAndCredentialMustNameOneReference() {
        assertThat(code(of("10021100370000220260302081531", Map.of("VID", "1"), Map.of()))).isEqualTo("OTHER_REFERENCE");
        assertThat(code(of(null, Map.of("VID", "1"), Map.of()))).isEqualTo("OTHER_REFERENCE");
    }

    @Test
    void anUnsignedNumberBesideADifferentSignedOneRefuses() {
        assertThat(code(of(RID, Map.of("VID", "1", "birthCertificateNumber", "A"), Map.of("deathCertificateNumber", "B")))).isEqualTo("TWO_NUMBERS");
        assertThat(code(of(RID, Map.of("VID", "1", "birthCertificateNumber", "A"), Map.of("deathCertificateNumber", "A")))).isEqualTo("Proved");
    }

    @Test
    void noCertificateNumberIsFine() {
        assertThat(((Judgement.Proved) of(RID, Map.of("UIN", "1"), Map.of())).outcome().certificateNumber()).isEmpty();
    }
}
