package io.crvsbridge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.crvsbridge.simulators.CoreEvent;
import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that are authentic and yet of no use: refused in words, never with 400, which to Core is a decision. */
abstract class RequestScenarios extends Scenarios {

    private static final int SIX_MIB = 6 * 1024 * 1024;

    RequestScenarios(Benches which) {
        super(which);
    }

    static Stream<Arguments> unreadable() {
        return Stream.of(
                Arguments.of("nothing", ""),
                Arguments.of("no JSON", "{\"id\":"),
                Arguments.of("a text", "\"hello\""),
                Arguments.of("a list", "[]"),
                Arguments.of("null", "null"),
                Arguments.of("another shape", "{\"hello\":\"world\"}"),
                Arguments.of("actions of another kind", "{\"id\":\"x\",\"type\":\"birth\",\"trackingId\":\"A\",\"createdAt\":\"z\",\"updatedAt\":\"z\",\"actions\":{}}"),
                Arguments.of("deep JSON", "{\"id\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}"),
                Arguments.of("a huge number", "{\"id\":1e999999999}"),
                Arguments.of("two documents", "{}{}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unreadable")
    void whatCannotBeReadIsAnswered422(String what, String body) {
        CoreEvent birth = pendingBirth();
        refused(birth, bench.trigger(birth, core.token(birth).sign(), body), 422);
    }

    @Test
    void invalidUtf8IsAnswered422() {
        CoreEvent birth = pendingBirth();
        byte[] body = birth.document().toString().getBytes(StandardCharsets.UTF_8);
        body[body.length / 2] = (byte) 0xC0;
        refused(birth, bench.trigger(birth, core.token(birth).sign()).POST(BodyPublishers.ofByteArray(body)), 422);
    }

    @Test
    void aDocumentWithoutAPendingActionIsAnswered422() {
        CoreEvent birth = pendingBirth();
        String nothingPending = Json.createObjectBuilder(birth.document()).add("actions", JsonValue.EMPTY_JSON_ARRAY).build().toString();
        refused(birth, bench.trigger(birth, core.token(birth).sign(), nothingPending), 422);
    }

    @Test
    void anActionIdOfAnotherEventIsAConflictThatIsKept() {
        CoreEvent known = core.declareBirth();
        String action = core.request(known, "REGISTER", JsonValue.EMPTY_JSON_OBJECT);
        assertThat(core.triggerPending(known).status()).isEqualTo(202);
        CoreEvent birth = pendingBirth();
        CoreEvent other = core.fromDocument(BirthScenarios.parsed(birth.document().toString().replace(birth.pendingActionId(), action)));
        for (int i = 0; i < 2; i++) {
            HttpResponse<String> answer = bench.send(bench.trigger(other, core.token(other).sign()));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(409);
            Refusals.assertPlain(answer);
        }
        bench.store().query("SELECT COUNT(*) FROM attention WHERE kind = 'UNREADABLE' AND subject = '" + action + "' AND event_id = '" + other.id() + "' AND token IS NOT NULL")
                .ifPresent(rows -> assertThat(rows).isEqualTo("1"));
        bench.awaitRegistered(known);
    }

    @Test
    void aPathThatIsNotTheDocumentsIsAnswered422() {
        CoreEvent birth = pendingBirth();
        HttpRequest.Builder asDeath = bench.request("/trigger/events/death/actions/REGISTER").header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + core.token(birth).sign()).POST(BodyPublishers.ofString(birth.document().toString()));
        refused(birth, asDeath, 422);
    }

    @Test
    void sixMebibytesAreAnswered413() {
        CoreEvent birth = pendingBirth();
        String large = "{\"id\":\"" + "x".repeat(SIX_MIB) + "\"}";
        refused(birth, bench.trigger(birth, core.token(birth).sign(), large), 413);
    }

    @Test
    void sixMebibytesOfUntoldLengthAreAnswered413() {
        CoreEvent birth = pendingBirth();
        byte[] large = ("{\"id\":\"" + "x".repeat(SIX_MIB) + "\"}").getBytes(StandardCharsets.US_ASCII);
        refused(birth, bench.trigger(birth, core.token(birth).sign()).POST(BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(large))), 413);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/xml", "text/json", "multipart/form-data", "application/*"})
    void anotherContentTypeIsAnswered415(String type) {
        CoreEvent birth = pendingBirth();
        refused(birth, bench.trigger(birth, core.token(birth).sign()).setHeader("Content-Type", type), 415);
    }

    @Test
    void jsonWithACharsetIsJson() {
        CoreEvent birth = pendingBirth();
        HttpResponse<String> answer = bench.send(bench.trigger(birth, core.token(birth).sign()).setHeader("Content-Type", "application/json; charset=utf-8"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    }

    @Test
    void unknownPathsAndMethodsAreRefusedInWords() {
        for (String path : new String[] {"/", "/nothing/here", "/trigger", "/trigger/events/birth", "/trigger/events/birth/actions/DANCE", "/WEB-INF/web.xml", "/index.jsp", "/x.jspx", "/internal/problem"}) {
            HttpResponse<String> answer = bench.get(path);
            assertThat(answer.statusCode()).as(path).isIn(401, 403, 404, 405);
            Refusals.assertPlain(answer);
        }
        HttpResponse<String> put = bench.send(bench.request("/trigger/events/birth/actions/REGISTER").PUT(BodyPublishers.ofString("{}")));
        assertThat(put.statusCode()).isEqualTo(405);
        Refusals.assertPlain(put);
    }

    /** Core never sends these; the container refuses most of them itself, before the application. */
    @ParameterizedTest
    @ValueSource(strings = {
            "POST /trigger/events/%zz/actions/REGISTER HTTP/1.1",
            "POST /trigger/events/birth/actions/REGISTER?%zz=%c0 HTTP/1.1",
            "POST /trigger/events/birth;x=%/actions/REGISTER HTTP/1.1",
            "POST /trigger/events/birth/actions/REGISTER%00 HTTP/1.1",
            "GET /%2e%2e/WEB-INF/web.xml HTTP/1.1",
            "GET /../../etc/passwd HTTP/1.1",
            "DANCE"})
    void aBrokenRequestLineIsRefusedAndTellsNothing(String line) throws IOException {
        CoreEvent birth = pendingBirth();
        String answer = raw(line + "\r\nHost: bridge\r\nConnection: close\r\nContent-Type: application/json\r\nAuthorization: Bearer " + core.token(birth).sign()
                + "\r\nContent-Length: 2\r\n\r\n{}");
        assertThat(answer).matches("(?s)(HTTP/1.1 4\\d\\d .*)?");
        assertThat(answer).doesNotContain("Exception").doesNotContain("SRVE").doesNotContain("X-Powered-By").doesNotContain("root:").doesNotContain("web-app");
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(bench.server().base().getHost(), bench.server().base().getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            socket.getInputStream().transferTo(answer);
            return answer.toString(StandardCharsets.ISO_8859_1);
        }
    }

    private CoreEvent pendingBirth() {
        CoreEvent birth = core.declareBirth();
        core.request(birth, "REGISTER", JsonValue.EMPTY_JSON_OBJECT);
        return birth;
    }

    private void refused(CoreEvent birth, HttpRequest.Builder request, int status) {
        HttpResponse<String> answer = bench.send(request);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        Refusals.assertPlain(answer);
        String action = birth.pendingActionId();
        bench.store().query("SELECT COUNT(*) FROM pending_action WHERE action_id = '" + action + "'").ifPresent(rows -> assertThat(rows).isEqualTo("0"));
        bench.store().query("SELECT COUNT(*) FROM attention WHERE kind = 'UNREADABLE' AND subject = '" + action + "' AND token IS NOT NULL")
                .ifPresent(rows -> assertThat(rows).as("the token that can release the action is kept").isEqualTo("1"));
    }
}
