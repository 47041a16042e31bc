package io.crvsbridge.country;

import static io.crvsbridge.texts.MessageKey.REGISTRAR_DECLINED_SUBJECT;
import static io.crvsbridge.texts.MessageKey.REGISTRAR_DECLINED_TEXT;
import static io.crvsbridge.texts.MessageKey.REGISTRAR_NEEDS_INFORMATION_TEXT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.crvsbridge.retention.Retention.Kind;
import io.crvsbridge.texts.Texts;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people are told, and how long their data is kept. */
class TextsAndRetentionTest {

    private static final String ENGLISH = """
            event.birth: birth
            registrar.declined.subject: "{event} {trackingId}"
            registrar.declined.text: "Declined: {reason}"
            registrar.needsInformation.subject: "{trackingId}"
            registrar.needsInformation.text: Please look
            """;

    private static TrialPack pack(String more) {
        return new TrialPack().with("pack.yaml", """
                name: trial
                version: 7
                languages: [eng]
                schemaVersion: 0.2
                events: [birth]
                """ + more);
    }

    private static TrialPack worded(String english, String french) {
        return pack("messageLanguages: [en, fr]\n").with("texts/en.yaml", english).with("texts/fr.yaml", french);
    }

    private static List<String> faults(TrialPack pack) {
        return catchThrowableOfType(BadCountryPack.class, pack::load).problems();
    }

    @Test
    void aMessageIsFilledInTheReadersLanguage() throws Exception {
        Texts texts = worded(ENGLISH, "event.birth: naissance\nregistrar.declined.text: \"Refusé : {reason}\"\n").load().texts();
        assertThat(texts.text(REGISTRAR_DECLINED_TEXT, "fr", Map.of("reason", "trop tard"))).contains("Refusé : trop tard");
        assertThat(texts.text(REGISTRAR_DECLINED_TEXT, "en", Map.of("reason", "too late"))).contains("Declined: too late");
        assertThat(texts.event("birth", "fr")).contains("naissance");
        assertThat(texts.languages()).containsExactly("en", "fr");
    }

    @Test
    void anEventOfWhichThePackDoesNotSpeakByItselfIsCalledWhatAnyIs() throws Exception {
        TrialPack pack = worded(ENGLISH + "event.any: event\n", "event.any: événement\n").with("any.yaml", "fields: {}\n");
        Texts texts = pack.with("pack.yaml", "name: trial\nversion: 7\nlanguages: [eng]\nschemaVersion: 0.2\nevents: [birth, any]\nmessageLanguages: [en, fr]\n").load().texts();
        assertThat(texts.event("marriage", "fr")).contains("événement");
        assertThat(texts.event("birth", "fr")).as("in the first language rather than by another name").contains("birth");
    }

    @Test
    void whatALanguageLacksIsToldInTheFirst() throws Exception {
        Texts texts = worded(ENGLISH, "event.birth: naissance\n").load().texts();
        assertThat(texts.text(REGISTRAR_NEEDS_INFORMATION_TEXT, "fr", Map.of())).contains("Please look");
        assertThat(texts.text(REGISTRAR_NEEDS_INFORMATION_TEXT, "ar", Map.of())).contains("Please look");
    }

    @Test
    void aValueIsPutInOnceAndAsItIs() throws Exception {
        Texts texts = worded(ENGLISH, "event.birth: naissance\n").load().texts();
        assertThat(texts.text(REGISTRAR_DECLINED_TEXT, "en", Map.of("reason", "{trackingId} $1 \\", "trackingId", "X"))).contains("Declined: {trackingId} $1 \\");
        assertThat(texts.text(REGISTRAR_DECLINED_SUBJECT, "en", Map.of("trackingId", "X"))).contains(" X");
    }

    @Test
    void aCountryThatWordsNothingSaysNothing() throws Exception {
        Texts texts = pack("").load().texts();
        assertThat(texts.text(REGISTRAR_DECLINED_TEXT, "en", Map.of("reason", "x"))).isEmpty();
        assertThat(texts.event("birth", "en")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "registrar.declined.text: 'x {surname}' | texts/fr.yaml:1: registrar.declined.text: this message does not know {surname}; it knows [event, reason, trackingId]",
        "registrar.declined.subject: 'x {reason}' | this message does not know {reason}",
        "event.birth: '{trackingId}' | this message does not know {trackingId}",
        "registrar.declined.text: 'x {{reason}}' | a brace is written only around the name of a place",
        "registrar.declined.text: 'x {reason' | a brace is written only around the name of a place",
        "registrar.declined: x | there is no such message",
        "event.marriage: x | there is no such message",
        "registrar.declined.text: [x] | expected text"})
    void aBadTextIsToldAtLoad(String text, String fault) {
        assertThat(faults(worded(ENGLISH, text + "\n"))).anyMatch(told -> told.startsWith("texts/fr.yaml") && told.contains(fault));
    }

    @Test
    void theFirstLanguageNeedsEveryTextAndEveryLanguageItsFile() {
        assertThat(faults(worded(ENGLISH.replace("event.birth: birth\n", ""), "event.birth: x\n"))).containsExactly("texts/en.yaml:1: 'event.birth' is missing, and the first language needs every text");
        assertThat(faults(worded(ENGLISH, "event.birth: x\n").without("texts/fr.yaml"))).containsExactly("texts/fr.yaml: the file is missing");
        assertThat(faults(pack("messageLanguages: [en, en]\n").with("texts/en.yaml", ENGLISH))).anyMatch(told -> told.contains("the language appears twice"));
        assertThat(faults(pack("messageLanguages: ['../en']\n"))).anyMatch(told -> told.contains("a language code of two or three letters"));
        assertThat(faults(pack("messageLanguages: []\n"))).anyMatch(told -> told.contains("at least one language"));
    }

    @Test
    void theShippedPackWordsEveryMessageAndSaysHowLongDataIsKept() throws Exception {
        CountryPack shipped = CountryPack.shipped(ZoneOffset.UTC);
        assertThat(shipped.texts().text(REGISTRAR_DECLINED_TEXT, "eng", Map.of("event", "birth", "trackingId", "BX1Z9P", "reason", "the child is no infant any more")))
                .contains("The birth registration BX1Z9P was declined: the child is no infant any more. Please look at the record in OpenCRVS.");
        assertThat(shipped.retention().times()).isEqualTo(Map.of(Kind.DECLARATION, Duration.ZERO, Kind.USERINFO, Duration.ofDays(30)));
    }

    @Test
    void aCountrySaysHowLongDataIsKept() throws Exception {
        assertThat(pack("retention: {declaration: 14d, notice: 12h}\n").load().retention().times()).isEqualTo(Map.of(Kind.DECLARATION, Duration.ofDays(14), Kind.NOTICE, Duration.ofHours(12)));
        assertThat(pack("").load().retention().times()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "retention: {declaration: long} | pack.yaml:6: retention.declaration: a duration such as",
        "retention: {userinfo: 4000d} | a duration of at most ten years",
        "retention: {token: 1d} | unknown key 'token'",
        "retention: 1d | expected a mapping"})
    void aBadTimeIsToldAtLoad(String retention, String fault) {
        assertThat(faults(pack(retention + "\n"))).anyMatch(told -> told.contains(fault));
    }

    @Test
    void aSubjectIsOneLine() {
        assertThatExceptionOfType(BadCountryPack.class).isThrownBy(() -> new TrialPack()
                .with("pack.yaml", "name: trial\nversion: 7\nlanguages: [eng]\nschemaVersion: 0.2\nevents: [birth]\nmessageLanguages: [eng]\n")
                .with("texts/eng.yaml", "registrar.declined.subject: \"a\\nBcc: b\"\nregistrar.declined.text: \"a\\nb\"\n").load())
                .satisfies(bad -> assertThat(bad.problems()).anySatisfy(fault -> assertThat(fault).endsWith("registrar.declined.subject: a subject is one line")).noneSatisfy(fault -> assertThat(fault).contains("declined.text: a subject")));
    }
}
