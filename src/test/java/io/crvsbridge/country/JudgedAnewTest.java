package io.crvsbridge.country;

import static org.assertj.core.api.Assertions.assertThat;

import io.crvsbridge.kernel.Additions;
import io.crvsbridge.kernel.JsonMaking;
import jakarta.json.JsonValue;
import org.junit.jupiter.api.Test;

/** An action that is judged again by what was learnt, as after a crash, or when a human lets it go on without a decision. */
class JudgedAnewTest {

    private static final String EVENT = TrialPack.FIELDS + """
            annotations: {review.comment: string}
            identities:
              mother: {id: "first(['1'])", birthDate: child.dob, result: mother.verified}
            actions:
              REGISTER:
                - name: asks
                  then: check
                  check: [mother]
                - name: late
                  when: child.nid == null
                  then: ask
                  reason: somebody has to look
                  set: {child.nid: "'looked at'"}
                  annotate: {review.comment: "'late'"}
                - name: in-time
                  then: accept
            """;

    private static Inquest.Finding judged(Additions before, String event) throws BadCountryPack {
        return Inquest.hold(new TrialPack().with("birth.yaml", event).load(), CountryPack.Abilities.ALL, TrialPack.register("{'child.dob': '2026-01-02'}").with(before),
                question -> new Inquest.Said(JsonMaking.text("verified"), "said"));
    }

    @Test
    void whatARuleWouldSetDecidesNothing() throws BadCountryPack {
        Inquest.Finding first = judged(Additions.NONE, EVENT);
        assertThat(first.verdict().rule()).isEqualTo("late");
        Additions kept = Additions.read(first.additions().written());
        assertThat(kept).isEqualTo(first.additions());
        assertThat(judged(kept.learnt(), EVENT).verdict().rule()).as("the same data, the same pack").isEqualTo("late");
    }

    @Test
    void whatAnotherRuleHadSetDoesNotGoIntoTheRecord() throws BadCountryPack {
        Additions kept = judged(Additions.NONE, EVENT).additions();
        Inquest.Finding anew = judged(kept.learnt(), EVENT.replace("child.nid == null", "child.nid == 'never'"));
        assertThat(anew.verdict().rule()).isEqualTo("in-time");
        assertThat(anew.told()).as("nobody is asked again").isEmpty();
        assertThat(anew.additions().declaration()).isEqualTo(JsonMaking.object().add("mother.verified", "verified").build());
        assertThat(anew.additions().annotation()).isEqualTo(JsonValue.EMPTY_JSON_OBJECT);
    }
}
