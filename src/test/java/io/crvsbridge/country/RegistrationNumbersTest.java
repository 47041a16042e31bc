package io.crvsbridge.country;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.crvsbridge.expression.Draws;
import io.crvsbridge.numbering.NoNumber;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers by expressions. The day of the trial is 2026-11-21. */
class RegistrationNumbersTest {

    private static final Map<String, String> KNOWN = Map.of("trackingId", "BX1Z9P", "office", "6f3e0b6c-0c1a-4a52-9a30-7c2f0d7d4f10");

    private final Map<String, Long> counters = new HashMap<>();

    private static TrialPack pack(String cel) {
        return new TrialPack().with("pack.yaml", """
                name: trial
                version: 7
                languages: [eng]
                schemaVersion: 0.2
                events: [birth]
                codes:
                  offices: {6f3e0b6c-0c1a-4a52-9a30-7c2f0d7d4f10: "07"}
                registrationNumber:
                  value: >-
                    %s
                """.formatted(cel));
    }

    private static TrialPack numbered(String format) {
        return new TrialPack().with("pack.yaml", "name: trial\nversion: 7\nlanguages: [eng]\nschemaVersion: 0.2\nevents: [birth]\nregistrationNumber: " + format + "\n");
    }

    private String number(TrialPack pack, String declaration, Map<String, String> known) throws Exception {
        return pack.load().number(TrialPack.register(declaration), known, Draws.of(name -> counters.merge(name, 1L, Long::sum), new SplittableRandom(7)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "text(year(today)) + trackingId | 2026BX1Z9P",
        "join([text(year(today)), pad(sequence('births'), 6)], '-') | 2026-000001",
        "join(['B', code('offices', office), pad(sequence('births', office), 4)], '/') | B/07/0001",
        "join(['B', pad(sequence('births', text(year(today))), 4)], '') | B0001",
        "pad(sequence('births'), 3) + '.' + pad(sequence('births'), 3) + '.' + pad(sequence('others'), 3) | 001.001.001",
        "join([event, text(declaration['child.nid'])], '_') | birth_77"})
    void anExpressionMakesTheNumber(String cel, String number) throws Exception {
        assertThat(number(pack(cel), "{'child.nid': '77'}", KNOWN)).isEqualTo(number);
    }

    @Test
    void partsOfASequenceAreCountedByThemselves() throws Exception {
        TrialPack pack = pack("pad(sequence('births', office), 2)");
        assertThat(number(pack, "{}", Map.of("office", "a"))).isEqualTo("01");
        assertThat(number(pack, "{}", Map.of("office", "b"))).isEqualTo("01");
        assertThat(number(pack, "{}", Map.of("office", "a"))).isEqualTo("02");
        assertThat(counters).containsOnlyKeys("births/a", "births/b");
    }

    @Test
    void chanceGivesAnotherNumberEachTime() throws Exception {
        CountryPack pack = pack("random(8) + random(4, '01')").load();
        SplittableRandom chance = new SplittableRandom(7);
        String one = pack.number(TrialPack.register("{}"), KNOWN, Draws.of(name -> 0, chance));
        assertThat(one).matches("[0-9A-Z]{8}[01]{4}");
        assertThat(pack.number(TrialPack.register("{}"), KNOWN, Draws.of(name -> 0, chance))).isNotEqualTo(one);
    }

    @ParameterizedTest
    @ValueSource(strings = {"trackingId", "'a' + trackingId", "sequence('births', trackingId) > 0 ? 'x' : 'y'", "text(year(get(declaration, 'none')))", "'a b'", "'é'", "''", "pad('1', size(event) + 36)",
        "'0123456789012345678901234567890123456789012345678901234567890123456789'", "random(size(event) - 5)", "random(5, customAction)", "code('offices', 'unknown')"})
    void whatGivesNoNumberIsToldWithoutData(String cel) {
        assertThatThrownBy(() -> number(pack(cel), "{'child.nid': '77'}", Map.of())).isInstanceOf(NoNumber.class).hasMessageNotContaining("77");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"7 | a value must be text", "child.nid | undeclared reference to 'child'", "sequence() | no matching overload for 'sequence'", "sequence('a' | missing ')'"})
    void aBadExpressionIsToldAtLoad(String cel, String fault) {
        assertThat(catchThrowableOfType(BadCountryPack.class, pack(cel)::load).problems()).anyMatch(told -> told.startsWith("pack.yaml:9: registrationNumber.value: ") && told.toLowerCase(java.util.Locale.ROOT).contains(fault.toLowerCase(java.util.Locale.ROOT)));
    }

    @Test
    void aDatabaseThatFailsIsNoFaultOfTheExpression() throws Exception {
        CountryPack pack = pack("pad(sequence('births'), 4)").load();
        Draws failing = Draws.of(name -> {
            throw new IllegalStateException("the database is away");
        }, new SplittableRandom(1));
        assertThatThrownBy(() -> pack.number(TrialPack.register("{}"), KNOWN, failing)).isInstanceOf(IllegalStateException.class).hasMessage("the database is away");
    }

    @Test
    void onlyNumbersDrawFromSequencesAndChance() {
        for (String cel : java.util.List.of("text(sequence('a'))", "random(5)", "trackingId")) {
            assertThat(catchThrowableOfType(BadCountryPack.class, new TrialPack().note(cel)::load).problems()).anyMatch(told -> told.contains("undeclared reference"));
        }
    }

    @Test
    void anEventMayHaveNumbersOfItsOwnThatSeeItsForm() throws Exception {
        TrialPack pack = pack("'general'").event("registrationNumber:\n  value: \"'own' + child.nid\"\n");
        assertThat(number(pack, "{'child.nid': '77'}", KNOWN)).isEqualTo("own77");
        assertThat(pack.load().numbersRecords("birth")).isTrue();
        TrialPack random = pack("'general'").event("registrationNumber: {length: 9, characters: 0-9}\n");
        assertThat(random.load().numbersRecords("birth")).isFalse();
        assertThat(random.load().number("birth", Draws.of(name -> 0, new SplittableRandom(1)))).matches("[0-9]{9}");
    }

    @Test
    void aFormatIsEitherOrAndNotBoth() {
        TrialPack pack = new TrialPack().event("registrationNumber: {length: 9, value: \"'x'\"}\n");
        assertThat(catchThrowableOfType(BadCountryPack.class, pack::load).problems()).anyMatch(told -> told.contains("either 'value', or 'length' and 'characters'"));
    }

    @Test
    void anEventThatThePackDoesNotKnowGetsNoNumberOfARecord() throws Exception {
        CountryPack pack = pack("'general'").load();
        Situation marriage = new Situation("marriage", "REGISTER", null, TrialPack.register("{}").declaration(), java.time.Instant.EPOCH);
        assertThatThrownBy(() -> pack.number(marriage, KNOWN, Draws.of(name -> 0, new SplittableRandom(1)))).isInstanceOf(NoNumber.class);
    }

    @Test
    void aRangeThatGoesBackwardsIsToldAndNotLeftOut() {
        assertThatExceptionOfType(BadCountryPack.class).isThrownBy(() -> numbered("{length: 12, characters: 0-9Z-A}").load()).withMessageContaining("a range such as 0-9 goes from the first to the last");
    }

    @ParameterizedTest
    @ValueSource(strings = {"random(100)", "random(0)", "random(6, '')", "text(year(today)) + pad(sequence('births'), 41)"})
    void lengthsThatAreWrittenOutAreCheckedAtLoad(String value) {
        assertThatExceptionOfType(BadCountryPack.class).isThrownBy(() -> numbered("{value: \"" + value + "\"}").load()).withMessageContaining("is for 1 to 40 characters");
    }

    /** Each is a row in the database. */
    @Test
    void aNumberIsMadeOfFewSequences() throws Exception {
        String ten = "[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]";
        CountryPack pack = numbered("{value: \"text(" + ten + ".map(i, " + ten + ".map(j, sequence('s', text(i * 10 + j)))).size())\"}").load();
        AtomicInteger asked = new AtomicInteger();
        assertThatExceptionOfType(NoNumber.class).isThrownBy(() -> pack.number(TrialPack.register("{}"), Map.of(), Draws.of(name -> asked.incrementAndGet(), new SplittableRandom(1))));
        assertThat(asked).hasValueLessThanOrEqualTo(10);
    }

    /** PostgreSQL takes no such text, which would look like a database that fails, and be tried again for ever. */
    @ParameterizedTest
    @ValueSource(ints = {0, '\n', 0xD800})
    void aSequenceWhoseNameIsNoTextGivesNoNumber(int letter) throws Exception {
        CountryPack pack = numbered("{value: \"text(sequence('births', office))\"}").load();
        String office = "a" + (char) letter;
        assertThatExceptionOfType(NoNumber.class).isThrownBy(() -> pack.number(TrialPack.register("{}"), Map.of("office", office), Draws.of(name -> 1, new SplittableRandom(1))));
    }
}
