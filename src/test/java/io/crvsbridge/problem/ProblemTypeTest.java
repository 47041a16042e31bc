package io.crvsbridge.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProblemTypeTest {

    @Test
    void noProblemIs400BecauseToCoreThatIsADecision() {
        assertThat(ProblemType.values()).noneMatch(t -> t.status() == 400);
        assertThat(IntStream.range(400, 600).filter(s -> s != 400).mapToObj(ProblemType::ofStatus)).noneMatch(t -> t.status() == 400);
    }

    @Test
    void noProblemIsASuccess() {
        assertThat(ProblemType.values()).allMatch(t -> t.status() > 400 && t.status() < 600);
    }

    @Test
    void slugsAreUniqueAndMakeAUrn() {
        assertThat(Arrays.stream(ProblemType.values()).map(ProblemType::slug)).doesNotHaveDuplicates().allMatch(s -> s.matches("[a-z]+(-[a-z]+)*"));
        assertThat(ProblemType.TOKEN_REFUSED.uri().toString()).isEqualTo("urn:crvs-bridge:problem:token-refused");
    }

    @Test
    void onlyServerSideProblemsAreRetryable() {
        assertThat(ProblemType.values()).allMatch(t -> t.retryable() == (t.status() >= 500));
    }

    @Test
    void aStatusOfTheContainerFindsItsTypeOrTheNearest() {
        assertThat(ProblemType.ofStatus(404)).isEqualTo(ProblemType.NOT_FOUND);
        assertThat(ProblemType.ofStatus(401)).isEqualTo(ProblemType.TOKEN_REFUSED);
        assertThat(ProblemType.ofStatus(410)).isEqualTo(ProblemType.CALLER_ERROR);
        assertThat(ProblemType.ofStatus(501)).isEqualTo(ProblemType.INTERNAL);
    }
}
