package io.crvsbridge.forms;

import static org.assertj.core.api.Assertions.assertThat;

import io.crvsbridge.expression.FormFields;
import io.crvsbridge.yaml.Faults;
import io.crvsbridge.yaml.YamlNode;
import jakarta.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormsReaderTest {

    private static final FormFields FIELDS = FormFields.of(Map.of("parent.verified", "string", "parent.query-params", "map", "parent.verify-nid-http-fetch", "map", "parent.id-reader", "map",
            "parent.known", "boolean", "parent.name", "name", "other.name", "name"), (field, reason) -> {
                throw new AssertionError(field + ": " + reason);
            });
    private static final String TEMPLATE = """
            {"define": {"twice": {"label": {"$message": "hello"}}},
             "answer": {"fields": [{"id": "{{section}}.verified", "type": "T", "whole": {"$use": "twice"}}], "connect": []}}
            """;
    private static final String GOOD = """
            messages:
              hello:
                description: a greeting
                text: {fra: Bonjour, eng: Hello}
            sections:
              birth:
                parent:
                  offers: [reader]
                  hiddenWhen: {parent.known: true}
                  fill:
                    parent.name: {login: name, reader: name}
            """;

    private final Faults faults = new Faults();
    private final Map<String, String> files = new HashMap<>(Map.of("forms-2.0.json", TEMPLATE, "forms-1.8.json", TEMPLATE));

    @Test
    void aPacksOwnTemplateTakesThePlaceOfTheShippedOne() {
        JsonObject made = read(GOOD).section(FormVersion.V2_0, "birth", "parent", Surroundings.TRIAL).orElseThrow();
        assertThat(faults.found()).isEmpty();
        assertThat(made.getJsonArray("fields").getJsonObject(0)).hasToString("{\"id\":\"parent.verified\",\"type\":\"T\","
                + "\"whole\":{\"label\":{\"id\":\"nationalId.hello\",\"defaultMessage\":\"Hello\",\"description\":\"a greeting\"}}}");
        assertThat(made.getJsonObject("messages")).hasToString("{\"nationalId.hello\":{\"eng\":\"Hello\",\"fra\":\"Bonjour\"}}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "fra: Bonjour, eng              | eng                              | 4  | messages.hello.text: 'fra' is missing",
        "fra: Bonjour, eng              | deu: Tag, fra: Bonjour, eng      | 4  | messages.hello.text.deu: unknown key 'deu'",
        "description: a greeting        | beschreibung: a greeting         | 3  | messages.hello: 'description' is missing",
        "birth:                         | marriage:                        | 7  | sections.marriage: the pack has no such event",
        "parent:                        | par_ent:                         | 8  | sections.birth.par_ent: a section is written",
        "offers: [reader]              | offers: [scanner]               | 8  | an offer is esignet, reader or check",
        "offers: [reader]              | help: [reader]                   | 8  | sections.birth.parent: 'offers' is missing",
        "parent.known: true             | parent.unknown: true             | 9  | sections.birth.parent.hiddenWhen.parent.unknown: the event declares no such field",
        "parent.name: {                 | parent.nom: {                    | 11 | the event declares no such field",
        "parent.name: {                 | other.name: {                    | 11 | this field is not of the section parent",
        "login: name                    | login: name..x                   | 11 | a path is written as name.firstname",
        "login: name, reader: name      | card: name                       | 11 | unknown key 'card'",
        "{login: name, reader: name}    | {}                               | 11 | login, reader or both are needed",
        "fill:                          | fill18:                          | 11 | a name in a 1.8 form is written with letters",
    })
    void whatIsWrongIsToldWithFileLineAndPlace(String what, String instead, int line, String reason) {
        assertThat(GOOD).contains(what);
        read(GOOD.replace(what, instead));
        assertThat(faults.found()).anySatisfy(fault -> assertThat(fault).startsWith("forms.yaml:" + line + ": ").contains(reason));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{{section}}.verified           | {{person}}.verified              | answer.fields[1].id: nothing is called 'person' here (for birth, parent)",
        "\"hello\"                      | \"goodbye\"                      | define.twice.label: forms.yaml has no message 'goodbye'",
        "\"$use\": \"twice\"            | \"$use\": \"thrice\"             | answer.fields[1].whole: 'thrice' is missing",
        "{\"$message\": \"hello\"}      | {\"$use\": \"twice\"}            | it goes too deep",
        "{\"$message\": \"hello\"}      | {\"$join\": \"hello\"}           | a list is needed",
        "\"define\"                     | \"defined\"                      | forms-2.0.json: a template has the two objects define and answer",
        "\"connect\": []                | \"connect\": [                   | forms-2.0.json: ",
    })
    void aTemplateThatCannotBeFollowedIsAFaultOfThePack(String what, String instead, String reason) {
        assertThat(TEMPLATE).contains(what);
        files.put("forms-2.0.json", TEMPLATE.replace(what, instead));
        read(GOOD);
        assertThat(faults.found()).anySatisfy(fault -> assertThat(fault).startsWith("forms-2.0.json: ").contains(reason));
    }

    @Test
    void aFieldThatTheEventDoesNotDeclareIsAFault() {
        files.put("forms-2.0.json", TEMPLATE.replace("{{section}}.verified", "{{section}}.proved"));
        files.put("forms-1.8.json", TEMPLATE.replace("\"type\": \"T\"", "\"type\": \"T\", \"expression\": \"$form?.proved === 1\""));
        read(GOOD);
        assertThat(faults.found()).containsExactlyInAnyOrder(
                "forms.yaml:8: sections.birth.parent: a form of version 2.0 would have the field parent.proved, which the event does not declare",
                "forms.yaml:8: sections.birth.parent: a form of version 1.8 would speak of its field proved, which neither forms.yaml nor the event names");
    }

    /** The shipped template needs what a login leaves in the form; a pack that forgets to declare it is told at load, not by Core. */
    @Test
    void theButtonOfACheckNeedsItsFields() {
        files.remove("forms-2.0.json");
        String messages = """
              %s:
                description: d
                text: {eng: %s, fra: %s}
            """;
        StringBuilder all = new StringBuilder("messages:\n");
        for (String name : List.of("status", "statusPill", "statusExplained", "check")) {
            all.append(messages.formatted(name, name, name).indent(0));
        }
        read(all + "  hello: {description: d, text: {eng: h, fra: h}}\n" + GOOD.substring(GOOD.indexOf("sections:")).replace("[reader]", "[check]"));
        assertThat(faults.found()).hasSize(4).allSatisfy(fault -> assertThat(fault).startsWith("forms.yaml:")).anyMatch(fault -> fault.contains("parent.check-nid-http-fetch"))
                .anyMatch(fault -> fault.contains("parent.check-nid,")).anyMatch(fault -> fault.contains("parent.nid,")).anyMatch(fault -> fault.contains("parent.dob,"));
    }

    /** Each of forty definitions uses the next one twice. */
    @Test
    void aTemplateThatWouldGrowWithoutEndIsRefused() {
        StringBuilder definitions = new StringBuilder("\"twice\": {\"$use\": \"d1\"}");
        for (int i = 1; i < 40; i++) {
            definitions.append(", \"d%d\": {\"x\": {\"$use\": \"d%d\"}, \"y\": {\"$use\": \"d%d\"}}".formatted(i, i + 1, i + 1).replace("d40", "d39"));
        }
        files.put("forms-2.0.json", TEMPLATE.replace("\"twice\": {\"label\": {\"$message\": \"hello\"}}", definitions));
        read(GOOD);
        assertThat(faults.found()).anySatisfy(fault -> assertThat(fault).contains("it goes too deep"));
        files.put("forms-2.0.json", files.get("forms-2.0.json").replace("\"d39\": {\"x\": {\"$use\": \"d39\"}, \"y\": {\"$use\": \"d39\"}}", "\"d39\": {}").replace("d20\"}", "d39\"}"));
        read(GOOD);
        assertThat(faults.found()).anySatisfy(fault -> assertThat(fault).contains("more than 20000 values come of it"));
    }

    private FormsHelp read(String yaml) {
        YamlNode root = YamlNode.parse(faults, FormsReader.FILE, yaml).orElseThrow();
        return new FormsReader(faults, Map.of("birth", FIELDS), List.of("eng", "fra"), name -> Optional.ofNullable(files.get(name))).read(root);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{\"$each\": \"readerMembers\", \"$do\": 1}             | only fill, fill18 and hiddenWhen are lists to go through",
        "{\"$join\": [{\"a\": 1}], \"$by\": \"\"}             | a text is needed",
        "{\"$noValue\": true, \"id\": 7}                          | a text is needed",
        "{\"address\": \"{{bridge}}/x\"}                          | nothing is called 'bridge' here (for birth, parent, on a server without eSignet or FORMS_BRIDGE_URL",
        "{\"client\": \"{{clientId}}\"}                           | nothing is called 'clientId' here (for birth, parent, on a server without eSignet or FORMS_BRIDGE_URL",
    })
    void whatATemplateCannotMeanIsToldWithItsPlace(String field, String reason) {
        files.put("forms-2.0.json", "{\"define\": {}, \"answer\": {\"fields\": [" + field + "], \"connect\": []}}");
        read(GOOD.replace("login: name, reader: name}", "login: name, reader: name}\n      fill18: {name: {reader: name}}"));
        assertThat(faults.found()).anySatisfy(fault -> assertThat(fault).startsWith("forms-2.0.json: answer.fields").contains(reason));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"$text\": \"x\"}", "{\"fields\": \"x\"}", "{\"fields\": [], \"connect\": 7}"})
    void anAnswerIsAnObjectOfLists(String answer) {
        files.put("forms-2.0.json", "{\"define\": {}, \"answer\": " + answer + "}");
        read(GOOD);
        assertThat(faults.found()).containsExactly("forms-2.0.json: answer: it becomes an object with the lists fields and connect (for birth, parent)");
    }

    /** Four hundred thousand letters a hundred times are more than a small server has room for. */
    @Test
    void aTemplateThatGrowsWithoutEndIsRefused() {
        String uses = "{\"$use\": \"x\"}, ".repeat(99) + "1";
        files.put("forms-2.0.json", "{\"define\": {\"x\": \"" + "y".repeat(400_000) + "\"}, \"answer\": {\"fields\": [" + uses + "], \"connect\": []}}");
        read(GOOD);
        assertThat(faults.found()).singleElement().asString().contains("letters come of it");
        String joined = "{\"$join\": [" + "\"a\", ".repeat(999) + "\"a\"], \"$by\": \"" + "y".repeat(300_000) + "\"}";
        FormsReaderTest again = new FormsReaderTest();
        again.files.put("forms-2.0.json", "{\"define\": {}, \"answer\": {\"fields\": [" + joined + "], \"connect\": []}}");
        again.read(GOOD);
        assertThat(again.faults.found()).singleElement().asString().contains("letters come of it");
    }

    @Test
    void aTextThatNamesALongValueOverAndOverIsRefused() {
        files.put("forms-2.0.json", "{\"define\": {}, \"answer\": {\"fields\": [{\"$each\": \"hiddenWhen\", \"$do\": \"" + "{{json}}".repeat(10_000) + "\"}], \"connect\": []}}");
        read(GOOD.replace("parent.known: true", "parent.known: " + "z".repeat(300_000)));
        assertThat(faults.found()).singleElement().asString().contains("letters comes of it");
    }
}
