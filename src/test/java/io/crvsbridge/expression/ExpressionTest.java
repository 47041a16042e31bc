package io.crvsbridge.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionTest {

    private static final String RECORD = "{'child.name':{'firstname':'Zuri','middlename':null,'surname':'Sakala'},"
            + "'child.dob':'2026-11-02','child.weight':3.0,'mother.verified':'verified','mother.alive':true,"
            + "'mother.verify-nid-http-fetch':{'data':{'sub':'psut-1','n':2}},'documents.all':[{'type':'a'},{'type':'b'}],"
            + "'other':'x','unlisted':5}";

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "mother.verified == 'verified'                                      | true",
        "mother.verified in ['verified', 'authenticated']                   | true",
        "mother.alive == true                                               | true",
        "child.weight < 4 && child.weight >= 3.0                            | true",
        "mother.verify_nid_http_fetch.data.sub == 'psut-1'                  | true",
        "get(mother.verify_nid_http_fetch, 'data.n') == 2                   | true",
        "has(child.name.middlename)                                         | true",
        "child.name.middlename == null                                      | true",
        "has(child.name.nickname)                                           | false",
        "'child.dob' in declaration && declaration['unlisted'] == 5         | true",
        "'mother.verify-nid-http-fetch' in declaration                      | true",
        "documents.all.exists(d, d.type == 'b')                             | true",
        "size(documents.all.filter(d, d.type == 'c')) == 0                  | true",
        "ageInYears(child.dob) == 0                                         | true",
        "under(child.dob, 10, '2036-11-02')                                 | false",
        "ageInYears(child.dob, '2036-11-02') == 10                          | true",
        "ageInYears(child.dob, child.nid) == null                           | true",
        "anyVerified([child.nid, mother.verified])                          | true",
        "event == 'birth' && action == 'REGISTER' && customAction == ''     | true",
        "today == '2026-11-21'                                              | true",
        "child.nid == null                                                  | true",
        "child.nid == '1'                                                   | false",
        "other == 'x'                                                       | true",
        "mother.verified.matches('^ver')                                    | true",
    })
    void conditionsSeeTheRecord(String cel, boolean holds) throws Exception {
        assertThat(Trial.condition(cel).holds(Trial.facts(RECORD))).isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "mother.verified == 'verified'                      | {}",
        "child.name == {'a': 1}                             | {'child.name':'Zuri'}",
        "child.weight < 4 && false                          | {'child.weight':'heavy'}",
        "has(child.name.firstname)                          | {}",
        "documents.all.exists(d, d == 'x')                  | {}",
        "ageInYears(child.dob) == 3                         | {'child.dob':'soon'}",
        "under(child.dob, 10)                               | {'child.dob':{'y':1}}",
        "anyVerified([mother.verified])                     | {'mother.verified':'failed'}",
        "anyVerified([mother.verified, child.nid])          | {'mother.verified':5}",
        "get(mother.verify_nid_http_fetch, 'a.b') == 1      | {'mother.verify-nid-http-fetch':{'a':'text'}}",
    })
    void aMissingOrOddValueDoesNotMatch(String cel, String declaration) throws Exception {
        assertThat(Trial.condition(cel).holds(Trial.facts(declaration))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "mother.verified.startsWith('v')                    | {}",
        "mother.verified.startsWith('v')                    | {'mother.verified':5}",
        "child.weight < 4                                   | {'child.weight':'heavy'}",
        "child.weight < 4                                   | {}",
        "ageInYears(child.dob) < 10                         | {}",
        "child.name.firstname == 'Zuri'                     | {}",
        "child.name.firstname == 'Zuri'                     | {'child.name':'Zuri'}",
        "fullName(child.name) == 'Zuri'                     | {'child.name':'Zuri'}",
        "declaration['x'] + 1 == 2                          | {'x':'text'}",
        "declaration['missing'] == 1                        | {}",
        "documents.all.exists(d, d.type == 'a')             | {'documents.all':'text'}",
        "documents.all.all(d, d.type == 'a')                | {'documents.all':[1]}",
        "text(other) == 'x'                                 | {'other':{'a':1}}",
        "1 / size(documents.all) == 1                       | {}",
        "mother.verified.matches(mother.verified)           | {'mother.verified':'(((('}",
    })
    void aFailureOnTheDataTellsNothingOfThem(String cel, String declaration) {
        Expression condition = Trial.condition(cel);

        assertThatThrownBy(() -> condition.holds(Trial.facts(declaration)))
                .isInstanceOf(Expression.Failed.class).hasMessage("the expression failed").hasNoCause();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "text(child.weight)                             | 3",
        "text(mother.alive)                             | true",
        "other                                          | x",
        "get(declaration, 'unlisted')                   | 5",
        "join(['a', null, ' ', ' b '], '-')             | a-b",
        "first([null, '', 'c'])                         | c",
        "schemaVersion                                  | 0.2",
        "context.registrationNumber                     | R1",
        "dateFormat(child.dob, 'yyyy/MM/dd')            | 2026/11/02",
        "dateFormat(child.dob, 'dd.MM.yyyy')            | 02.11.2026",
        "child.nid                                      |",
        "null                                           |",
        "get(child.name, 'nickname')                    |",
        "first([])                                      |",
    })
    void valuesBecomeText(String cel, String text) throws Exception {
        assertThat(Trial.text(cel).text(Trial.facts(RECORD)).orElse(null)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "other              | {'other':{'a':1}}",
        "other              | {'other':['a']}",
        "child.nid          | {'child.nid':['a']}",
    })
    void mapsAndListsAreNoText(String cel, String declaration) {
        Expression value = Trial.text(cel);

        assertThatThrownBy(() -> value.text(Trial.facts(declaration))).isInstanceOf(Expression.Failed.class);
    }
}
