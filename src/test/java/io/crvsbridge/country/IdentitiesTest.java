package io.crvsbridge.country;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crvsbridge.rule.Verdict;
import io.crvsbridge.rule.IdentityQuestion;
import io.crvsbridge.rule.Question;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whom a pack has the national ID system asked about. */
class IdentitiesTest {

    private static final String RULES = """
            actions:
              REGISTER:
                - name: checked
                  then: check
                  check: [child]
                - name: otherwise
                  then: accept
            """;
    private static final String CHILD = """
            identities:
              child:
                when: mother.verified != 'authenticated'
                id: child.nid
                name: fullName(child.name)
                birthDate: child.dob
                result: mother.verified
            """;
    private static final String DOCUMENT = "{\"child.nid\": \" 42 \", \"child.dob\": \"2020-02-03\", \"child.name\": {\"firstname\": \"A\", \"surname\": \"B\"}}";

    private static List<Question> questions(String declaration) throws BadCountryPack {
        CountryPack pack = new TrialPack().event(CHILD + RULES).load();
        Situation situation = TrialPack.register(declaration);
        return pack.questions(situation, (Verdict.Inquire) pack.judge(situation));
    }

    @Test
    void whatIsAskedComesFromTheDeclaration() throws BadCountryPack {
        IdentityQuestion question = (IdentityQuestion) questions(DOCUMENT).get(0);
        assertThat(question.id()).isEqualTo("42");
        assertThat(question.name()).contains("A B");
        assertThat(question.birthDate()).contains(LocalDate.of(2020, 2, 3));
        assertThat(question.gender()).isEmpty();
        assertThat(question.result()).isEqualTo("mother.verified");
        assertThat(question.toString()).doesNotContain("42", "A B", "2020");
    }

    @Test
    void nobodyIsAskedAboutWithoutAnIdentifierWithoutAnythingToCompareOrAgainstTheCondition() throws BadCountryPack {
        assertThat(questions("{\"child.dob\": \"2020-02-03\"}")).isEmpty();
        assertThat(questions("{\"child.nid\": \"42\"}")).isEmpty();
        assertThat(questions("{\"child.nid\": \"42\", \"child.dob\": \"someday\"}")).as("a date that nobody can read compares nothing").isEmpty();
        assertThat(questions(DOCUMENT.replace("{\"child.nid", "{\"mother.verified\": \"authenticated\", \"child.nid"))).isEmpty();
    }

    @Test
    void aRuleThatChecksIsPassedOverWhereNothingCanBeAsked() throws BadCountryPack {
        CountryPack pack = new TrialPack().event(CHILD + RULES).load();
        Situation situation = TrialPack.register(DOCUMENT);
        assertThat(pack.judge(situation).rule()).isEqualTo("checked");
        assertThat(pack.judge(situation, new CountryPack.Abilities(process -> true, () -> false)).rule()).isEqualTo("otherwise");
    }

    @Test
    void aPackThatAsksForNothingOrForNobodyIsAFault() {
        assertThatThrownBy(() -> new TrialPack().event(CHILD.replace("    birthDate: child.dob\n", "").replace("    name: fullName(child.name)\n", "") + RULES).load())
                .isInstanceOf(BadCountryPack.class);
        assertThatThrownBy(() -> new TrialPack().event(CHILD.replace("result: mother.verified", "result: mother.unknown") + RULES).load()).hasMessageContaining("declares no such field");
        assertThatThrownBy(() -> new TrialPack().event(CHILD + RULES.replace("[child]", "[father]")).load()).hasMessageContaining("no such entry");
        assertThatThrownBy(() -> new TrialPack().event(CHILD + RULES.replace("then: check\n", "then: refuse\n      reason: x\n")).load())
                .hasMessageContaining("'check' does not belong");
    }
}
