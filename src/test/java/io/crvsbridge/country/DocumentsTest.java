package io.crvsbridge.country;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.crvsbridge.mapping.PacketContent;
import io.crvsbridge.mapping.MappingFailed;
import io.crvsbridge.mapping.Unfit;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of the declaration in a packet. */
class DocumentsTest {

    private static final String FILE = "{'other': {'path': 'event/a1b2.png', 'type': 'image/png', 'originalFilename': 'ada.png'}}";

    private static TrialPack documents(String documents) {
        return new TrialPack().event("""
                packets:
                  create:
                    process: CRVS_NEW
                    fields: {note: {form: text, value: child.nid}}
                    documents: %s
                """.formatted(documents));
    }

    private static PacketContent content(TrialPack pack, String declaration) throws BadCountryPack {
        return pack.load().map(TrialPack.register(declaration), "create", Map.of());
    }

    @Test
    void aFileOfTheDeclarationIsADocumentOfThePacket() throws Exception {
        TrialPack pack = documents("{proofOfBirth: {type: DOC_POB, name: BirthNotice, value: other}}");
        assertThat(content(pack, FILE).documents().get("proofOfBirth")).satisfies(document -> {
            assertThat(document.type()).isEqualTo("DOC_POB");
            assertThat(document.name()).isEqualTo("BirthNotice");
            assertThat(document.format()).isEqualTo("png");
            assertThat(document.path()).isEqualTo("event/a1b2.png");
            assertThat(document.toString()).doesNotContain("a1b2");
        });
        assertThat(content(pack, "{}").documents()).isEmpty();
        assertThat(content(documents("{proofOfBirth: {type: DOC_POB, name: BirthNotice, format: pdf, value: 'documents.all.size() > 0 ? documents.all[0] : null'}}"),
                "{'documents.all': [{'path': 'x', 'option': 'passport'}]}").documents().get("proofOfBirth").format()).isEqualTo("pdf");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{'other': 'text'}", "{'other': {'type': 'image/png'}}", "{'other': {'path': '../../secret', 'type': 'image/png'}}", "{'other': {'path': 'x', 'type': 'text/html'}}", "{'other': {'path': 7, 'type': 'image/png'}}"})
    void whatIsNoFileFailsTheMapping(String declaration) {
        assertThatThrownBy(() -> content(documents("{proofOfBirth: {type: DOC_POB, name: BirthNotice, value: other}}"), declaration)).isInstanceOf(MappingFailed.class)
                .hasMessageContaining("documents.proofOfBirth").hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{proof: {type: DOC_POB, name: n, value: child.nid}} | a form field's whole value is needed",
        "{proof: {type: DOC_POB, name: n, value: nothing}} | undeclared reference",
        "{proof: {type: 'a b', name: n, value: other}} | 1 to 64 letters",
        "{'a b': {type: t, name: n, value: other}} | a document is named with letters",
        "{proof: {type: t, value: other}} | 'name' is missing"})
    void whatDoesNotFitIsToldAtLoad(String documents, String fault) {
        assertThat(catchThrowableOfType(BadCountryPack.class, documents(documents)::load).problems()).anyMatch(told -> told.startsWith("birth.yaml:15: ") && told.contains(fault));
    }

    @Test
    void aPacketIsNotSentWithoutItsFile() throws Exception {
        CountryPack pack = documents("{proofOfBirth: {type: DOC_POB, name: BirthNotice, value: other}}").load();
        Situation with = TrialPack.register(FILE);
        assertThat(pack.unfit(with, "create", Map.of(), pack.map(with, "create", Map.of()))).get().extracting(Unfit::reason).asString().contains("proofOfBirth cannot be read from Core");
        Situation without = TrialPack.register("{}");
        assertThat(pack.unfit(without, "create", Map.of(), pack.map(without, "create", Map.of()))).isEmpty();
    }
}
