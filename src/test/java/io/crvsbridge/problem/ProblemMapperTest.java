package io.crvsbridge.problem;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemMapperTest {

    private static JsonObject json(ProblemBody body) {
        return Json.createReader(new StringReader(body.json())).readObject();
    }

    @ParameterizedTest
    @EnumSource
    void aProblemIsShownAsItIs(ProblemType type) {
        ProblemBody body = ProblemMapper.body(new Problem(type, "said to the caller"));
        JsonObject json = json(body);
        assertThat(body.status()).isEqualTo(type.status());
        assertThat(json.getInt("status")).isEqualTo(type.status());
        assertThat(json.getString("type")).isEqualTo("urn:crvs-bridge:problem:" + type.slug());
        assertThat(json.getString("title")).isEqualTo(type.title());
        assertThat(json.getString("detail")).isEqualTo("said to the caller");
        assertThat(json.getBoolean("retryable")).isEqualTo(type.retryable());
        assertThat(json.getString("origin")).isEqualTo(type.origin().name());
    }

    @Test
    void a400OfTheFrameworkBecomes422() {
        ProblemBody body = ProblemBody.ofStatus(400);
        assertThat(body.status()).isEqualTo(422);
        assertThat(json(body).getInt("status")).isEqualTo(422);
        assertThat(json(body).containsKey("detail")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 405, 406, 409, 413, 415, 429, 500, 501, 503})
    void theBodyNamesTheStatusThatIsSent(int status) {
        ProblemBody body = ProblemBody.ofStatus(status);
        assertThat(body.status()).isEqualTo(status);
        assertThat(json(body).getInt("status")).isEqualTo(status);
    }

    @Test
    void anUnexpectedExceptionShowsNothingOfItself() {
        Throwable thrown = new IllegalStateException("Pretend Person, token eyJ", new RuntimeException("select * from secret_table"));
        List<LogRecord> logged = new ArrayList<>();
        Logger log = Logger.getLogger(ProblemMapper.class.getName());
        Handler handler = keepingIn(logged);
        log.addHandler(handler);
        log.setUseParentHandlers(false);
        ProblemBody body;
        try {
            body = ProblemMapper.body(thrown);
        } finally {
            log.removeHandler(handler);
            log.setUseParentHandlers(true);
        }
        assertThat(body.status()).isEqualTo(500);
        assertThat(body.json()).doesNotContain("Pretend", "eyJ", "IllegalState", "secret_table", "io.crvsbridge");
        String reference = json(body).getString("instance").replace("urn:uuid:", "");
        assertThat(logged).singleElement().satisfies(r -> {
            assertThat(r.getMessage()).startsWith("CB001 ").contains(reference);
            assertThat(r.getThrown()).isSameAs(thrown);
        });
    }

    private static Handler keepingIn(List<LogRecord> records) {
        return new Handler() {
            @Override
            public void publish(LogRecord logged) {
                records.add(logged);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }
}
