package io.crvsbridge.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.crvsbridge.kernel.Additions;
import io.crvsbridge.kernel.JsonMaking;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DiscretionTest {

    private static final Discretion ABOUT = Discretion.about("""
            {"actions":[{"declaration":{"child.name":{"firstname":"Amanidoba","surname":"Cedarwu"},"informant.phoneNo":"0911223344","mother.dob":"1931-02-17",
            "mother.weight":70.25,"street":"Chilumbulu Rd"}}]}""".getBytes(StandardCharsets.UTF_8), Additions.NONE);

    @Test
    void whatTheRecordSaysIsBlankedHoweverItIsWritten() {
        assertThat(ABOUT.blanked("No AMANIDOBA, (cedarwu) of Chilumbulu may be registered")).isEqualTo("No …, (…) of … may be registered");
        assertThat(ABOUT.blanked("Invalid input: expected date, received 1931-02-17")).isEqualTo("Invalid input: expected date, received …");
    }

    @Test
    void aNameOfTwoLettersIsBlankedAndTheSmallWordsOfASentenceAreNot() {
        Discretion about = Discretion.about("{\"a\": \"Li\", \"b\": \"is it\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8), Additions.NONE);
        assertThat(about.blanked("fullName Li is not allowed")).isEqualTo("fullName … is not allowed");
    }

    @Test
    void whatLooksLikeAPersonsDataIsBlankedThoughTheRecordDoesNotHoldIt() {
        assertThat(ABOUT.blanked("mail ama@example.org, call 44-55-66, name សុភា, id 9876543210, token eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln"))
                .isEqualTo("mail …, call …, name …, id …, token …");
    }

    @Test
    void whyThePeerRefusedIsLeft() {
        assertThat(ABOUT.blanked("Core answered 403: Missing required scopes for action confirmation"))
                .isEqualTo("Core answered 403: Missing required scopes for action confirmation");
        assertThat(ABOUT.blanked("[{\"code\": \"invalid_type\", \"path\": [\"registrationNumber\"]}]")).contains("invalid_type").contains("registrationNumber");
    }

    @Test
    void aDocumentThatCannotBeReadBlanksWhatItCan() {
        assertThat(Discretion.about(new byte[0], Additions.NONE).blanked("refused 1931-02-17")).isEqualTo("refused …");
    }

    @Test
    void whatHasComeToTheActionIsBlankedToo() {
        Additions come = Additions.set(JsonMaking.object().add("mother.bornAs", "Lanternby").build(), JsonMaking.object().add("comment", "Quiverly").build())
                .and(Additions.found("mother", JsonMaking.object().add("declaration", JsonMaking.object().add("name", "Emberdo")).build()));
        assertThat(Discretion.about("{}".getBytes(StandardCharsets.UTF_8), come).blanked("neither Lanternby nor Quiverly nor Emberdo")).isEqualTo("neither … nor … nor …");
    }
}
