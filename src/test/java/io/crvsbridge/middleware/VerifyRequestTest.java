package io.crvsbridge.middleware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.crvsbridge.problem.Problem;
import io.crvsbridge.problem.ProblemType;
import io.crvsbridge.verification.Person;
import jakarta.json.Json;
import java.io.StringReader;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerifyRequestTest {

    private static final String GOOD = "{'nid':'1234567892','dob':'2001-02-20','name':{'firstname':'John','surname':'Doe'},'gender':'male','transactionId':'father-x'}";

    private static Person person(String json) {
        return VerifyRequest.person(Json.createReader(new StringReader(json.replace('\'', '"'))).readObject());
    }

    @Test
    void thePersonOfTheRequest() {
        assertThat(person(GOOD)).isEqualTo(new Person("1234567892", Optional.empty(), Optional.of("John Doe"), Optional.of(LocalDate.of(2001, 2, 20)), Optional.of("male")));
    }

    @Test
    void namesAreJoinedInTheirOrder() {
        assertThat(person(GOOD.replace("'surname'", "'middlename':' Dino ','surname'")).name()).contains("John Dino Doe");
        assertThat(person(GOOD.replace("'John'", "''")).name()).contains("Doe");
        assertThat(person(GOOD.replace("'surname'", "'middlename':null,'surname'")).name()).contains("John Doe");
    }

    @Test
    void whatMayBeAbsentMayBeNull() {
        assertThat(person(GOOD.replace("'male'", "null")).gender()).isEmpty();
        assertThat(person(GOOD.replace(",'gender':'male','transactionId':'father-x'", "")).gender()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', delimiter = '|', value = {
        "'nid':'1234567892', | | nid", "'1234567892' | '' | nid", "'1234567892' | 1234567892 | nid", "'1234567892' | '12 34' | nid", "'1234567892' | null | nid",
        "'dob':'2001-02-20', | | dob", "2001-02-20 | 20-02-2001 | dob", "2001-02-20 | 2001-02-30 | dob", "2001-02-20 | 2001/02/20 | dob", "2001-02-20 | 2001-2-20 | dob",
        "{'firstname':'John','surname':'Doe'} | 'John Doe' | name:", "'firstname':'John', | | name.firstname", "'Doe' | 7 | name.surname", "'surname':'Doe' | 'surname':'Doe','middlename':{} | name.middlename",
        "'John','surname':'Doe' | ' ','surname':'' | name:", "'male' | ['male'] | gender"})
    void aFieldThatIsWrongIsNamedWithoutItsValue(String part, String instead, String field) {
        Problem problem = catchThrowableOfType(Problem.class, () -> person(GOOD.replace(part, instead == null ? "" : instead)));
        assertThat(problem).isNotNull();
        assertThat(problem.type()).isEqualTo(ProblemType.CALLER_ERROR);
        assertThat(problem.getMessage()).startsWith(field).doesNotContain("John", "Doe", "1234567892", "2001");
    }
}
