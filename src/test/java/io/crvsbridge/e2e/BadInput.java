package io.crvsbridge.e2e;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Ways to spoil a request.
 *
 * @param onTrigger what a genuine trigger spoilt so may be answered with; 0 stands for a connection that ends without an answer
 * @param noRequest whether it is no HTTP request any more, or has a target that cannot be decoded, so that the container answers before any application
 */
record BadInput(String what, Set<Integer> onTrigger, boolean noRequest, UnaryOperator<Wire> how) {

    private static final int TEN_MB = 10 * 1024 * 1024;
    private static final int DEEP = 10_000;

    static Stream<BadInput> all() {
        return Stream.of(bodies(), valuesWithin(), framing(), targets(), headers(), methods(), lines()).flatMap(s -> s);
    }

    private static BadInput of(String what, int onTrigger, UnaryOperator<Wire> how) {
        return new BadInput(what, Set.of(onTrigger), false, how);
    }

    private static BadInput of(String what, Set<Integer> onTrigger, UnaryOperator<Wire> how) {
        return new BadInput(what, onTrigger, false, how);
    }

    private static BadInput noRequest(String what, UnaryOperator<Wire> how) {
        return new BadInput(what, Set.of(), true, how);
    }

    private static BadInput body(String what, String body) {
        return of(what, 422, wire -> wire.body(body));
    }

    private static Stream<BadInput> bodies() {
        return Stream.of(
                body("no body", ""), body("malformed JSON", "{\"id\":"), body("null", "null"), body("a list", "[]"), body("a number", "1"), body("an empty object", "{}"),
                body("deep lists", "{\"actions\":" + "[".repeat(DEEP) + "]".repeat(DEEP) + "}"),
                body("deep objects", "{\"a\":".repeat(DEEP) + "1" + "}".repeat(DEEP)),
                body("deep and unfinished", "[".repeat(DEEP)),
                body("HTML", "<!DOCTYPE html><script>alert(1)</script>"), body("XML with an entity", "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><x>&e;</x>"),
                of("10 MB", 413, wire -> wire.body("{\"id\":\"" + "x".repeat(TEN_MB) + "\"}")),
                of("10 MB of lists", 413, wire -> wire.body("[".repeat(TEN_MB))),
                of("10 MB in one chunk", 413, wire -> chunked(wire, "{\"id\":\"" + "x".repeat(TEN_MB) + "\"}")),
                of("cut in the middle", 422, wire -> wire.body(Arrays.copyOf(wire.body(), wire.body().length / 2))),
                of("invalid UTF-8", 422, wire -> wire.body(inserted(wire.body(), wire.body().length / 2, (byte) 0xC0))),
                of("NUL in the middle", 422, wire -> wire.body(inserted(wire.body(), wire.body().length / 2, (byte) 0))),
                of("UTF-16", 422, wire -> wire.body(text(wire).getBytes(StandardCharsets.UTF_16))),
                of("a byte order mark", 202, wire -> wire.body("\uFEFF" + text(wire))),
                of("two documents", 422, wire -> wire.body(text(wire) + text(wire))),
                of("gzip announced", Set.of(202, 415, 422), wire -> wire.header("Content-Encoding: gzip")));
    }

    private static Stream<BadInput> valuesWithin() {
        return Stream.of(
                value("a number for the id", "\"id\":\"[^\"]*\"", "\"id\":7", 422), value("null for the type", "\"type\":\"birth\"", "\"type\":null", 422),
                value("an object for the time", "\"createdAt\":\"[^\"]*\"", "\"createdAt\":{}", 422), value("a text for the actions", "\"actions\":\\[", "\"actions\":\"[", 422),
                value("a huge number", "\"declaration\":\\{\\}", "\"declaration\":{\"x\":1e999999999}", 422),
                value("an endless number", "\"declaration\":\\{\\}", "\"declaration\":{\"x\":" + "9".repeat(DEEP) + "}", 422),
                value("SQL for a name", "\"firstname\":\"[^\"]*\"", "\"firstname\":\"'; DROP TABLE pending_action; --\"", 202),
                value("HTML for a name", "\"firstname\":\"[^\"]*\"", "\"firstname\":\"<script>alert(1)</script>\"", 202),
                value("an expression for a name", "\"firstname\":\"[^\"]*\"", "\"firstname\":\"\\${jndi:ldap://127.0.0.1:9/x}\"", 202),
                value("NUL in a name", "\"firstname\":\"[^\"]*\"", "\"firstname\":\"a\\\\u0000b\"", 202, 422),
                value("half a surrogate pair in a name", "\"firstname\":\"[^\"]*\"", "\"firstname\":\"\\\\ud800\"", 202, 422),
                value("the same name twice", "\"firstname\":\"[^\"]*\"", "\"firstname\":\"a\",\"firstname\":\"b\"", 202),
                value("HTML for the tracking id", "\"trackingId\":\"[^\"]*\"", "\"trackingId\":\"<b>' OR 1=1 --</b>\"", 202, 422),
                value("an endless tracking id", "\"trackingId\":\"[^\"]*\"", "\"trackingId\":\"" + "T".repeat(DEEP) + "\"", 202, 422));
    }

    private static BadInput value(String what, String part, String by, Integer... onTrigger) {
        return of(what, Set.of(onTrigger), wire -> wire.body(text(wire).replaceAll(part, by)));
    }

    private static Stream<BadInput> framing() {
        return Stream.of(
                of("a chunk that is cut off", Set.of(0, 422), wire -> wire.header("Transfer-Encoding: chunked").bodyAsItIs().body("ffff\r\n{\"id\"")),
                of("no last chunk", Set.of(0, 422), wire -> wire.header("Transfer-Encoding: chunked").bodyAsItIs().body("5\r\n{\"id\"\r\n")),
                of("a chunk of no size", Set.of(0, 422), wire -> wire.header("Transfer-Encoding: chunked").bodyAsItIs().body("zz\r\n{}\r\n0\r\n\r\n")),
                of("a chunk of negative size", Set.of(0, 422), wire -> wire.header("Transfer-Encoding: chunked").bodyAsItIs().body("-1\r\n{}\r\n0\r\n\r\n")),
                of("more announced than sent", Set.of(0, 422), wire -> wire.header("Content-Length: 100000").bodyAsItIs()),
                of("less announced than sent", 422, wire -> wire.header("Content-Length: 10").bodyAsItIs()),
                of("100-continue", 202, wire -> wire.header("Expect: 100-continue")),
                of("another expectation", Set.of(202, 417), wire -> wire.header("Expect: a miracle")),
                noRequest("a length that is no number", wire -> wire.header("Content-Length: many").bodyAsItIs()),
                noRequest("a negative length", wire -> wire.header("Content-Length: -5").bodyAsItIs()),
                noRequest("two lengths", wire -> wire.header("Content-Length: 2").header("Content-Length: 3").bodyAsItIs()),
                noRequest("length and chunks", wire -> wire.header("Content-Length: 3").header("Transfer-Encoding: chunked").bodyAsItIs().body("2\r\n{}\r\n0\r\n\r\n")),
                noRequest("an unknown coding", wire -> wire.header("Transfer-Encoding: identity, braille").bodyAsItIs()));
    }

    private static Stream<BadInput> targets() {
        return Stream.of(
                noRequest("half an escape", wire -> wire.target(wire.target() + "%")), noRequest("no escape", wire -> wire.target(wire.target() + "%zz")),
                noRequest("an escaped NUL", wire -> wire.target(wire.target() + "%00")), noRequest("up and out", wire -> wire.target("/.." + wire.target())),
                of("an escaped slash", Set.of(401, 404, 422), wire -> wire.target(wire.target() + "%2F")),
                of("an escaped step up", Set.of(401, 404, 422), wire -> wire.target(wire.target() + "/%2e%2e/x")),
                of("overlong UTF-8", Set.of(401, 404, 422), wire -> wire.target(wire.target() + "%c0%af")),
                of("a backslash", Set.of(401, 404, 422), wire -> wire.target(wire.target() + "\\x")),
                of("a long path", Set.of(404), wire -> wire.target(wire.target() + "/" + "x".repeat(9_000))),
                noRequest("an endless path", wire -> wire.target(wire.target() + "/" + "x".repeat(40_000))),
                of("a malformed query", 202, wire -> wire.target(wire.target() + "?%zz&=&a=%")),
                of("SQL and HTML in the query", 202, wire -> wire.target(wire.target() + "?a='%20OR%201=1--&b=<script>")),
                of("a long query", 202, wire -> wire.target(wire.target() + "?a=" + "x".repeat(20_000))),
                of("two slashes", Set.of(404), wire -> wire.target("/" + wire.target())),
                of("a parameter in the path", Set.of(202, 404, 422), wire -> wire.target(wire.target() + ";jsessionid=1")));
    }

    private static Stream<BadInput> headers() {
        return Stream.of(
                of("another content type", 415, wire -> wire.without("Content-Type").header("Content-Type: text/xml")),
                of("a malformed content type", 415, wire -> wire.without("Content-Type").header("Content-Type: ;;")),
                of("a character set without an end", 415, wire -> wire.without("Content-Type").header("Content-Type: application/json; charset=\"")),
                of("an unknown character set", Set.of(202, 415), wire -> wire.without("Content-Type").header("Content-Type: application/json; charset=klingon")),
                of("no content type", 415, wire -> wire.without("Content-Type")),
                of("two content types", Set.of(202, 415), wire -> wire.header("Content-Type: text/plain")),
                of("a malformed Accept", 202, wire -> wire.header("Accept: ;;;")), of("an Accept that we cannot meet", 202, wire -> wire.header("Accept: image/png")),
                of("a malformed weight", 202, wire -> wire.header("Accept: */*;q=heavy")), of("a malformed language", 202, wire -> wire.header("Accept-Language: !!;q=9")),
                of("a malformed cookie", 202, wire -> wire.header("Cookie: =; \"; a")), of("a malformed date", 202, wire -> wire.header("If-Modified-Since: soon")),
                of("a header of 20 kB", 202, wire -> wire.header("X-Long: " + "y".repeat(20_000))),
                of("letters that are not ASCII", 202, wire -> wire.header("X-Name: \u00ff\u00fe")),
                of("a token in Basic clothes", 401, wire -> wire.without("Authorization").header("Authorization: Basic eDp5")),
                of("another method in a header", 202, wire -> wire.header("X-HTTP-Method-Override: DELETE")),
                noRequest("a header of 40 kB", wire -> wire.header("X-Long: " + "y".repeat(40_000))),
                noRequest("a thousand headers", wire -> {
                    for (int i = 0; i < 1_000; i++) {
                        wire.header("X-" + i + ": y");
                    }
                    return wire;
                }),
                noRequest("a header without a name", wire -> wire.header(": value")), noRequest("a header without a colon", wire -> wire.header("nothing")),
                noRequest("NUL in a header", wire -> wire.header("X-Nul: a\u0000b")));
    }

    private static Stream<BadInput> methods() {
        return Stream.of("PUT", "PATCH", "DELETE", "TRACE", "OPTIONS", "GET", "HEAD", "PROPFIND", "DANCE", "post")
                .map(method -> of("the method " + method, method.equals("OPTIONS") ? Set.of(200, 204, 405) : method.equals("post") ? Set.of(202, 405) : Set.of(405), wire -> wire.method(method)));
    }

    private static Stream<BadInput> lines() {
        return Stream.of(
                noRequest("no method", wire -> wire.line(wire.target() + " HTTP/1.1")), noRequest("no version", wire -> wire.line("POST " + wire.target())),
                noRequest("a version to come", wire -> wire.line("POST " + wire.target() + " HTTP/9.9")), noRequest("a line of rubbish", wire -> wire.line("\u0000\u0001\u00ff")),
                noRequest("a TLS greeting", wire -> wire.line("\u0016\u0003\u0001\u0002\u0000\u0001")), noRequest("an empty line first", wire -> wire.line("\r\nPOST " + wire.target() + " HTTP/1.1")),
                noRequest("no host", wire -> wire.without("Host")), noRequest("a space in the target", wire -> wire.line("POST " + wire.target() + " x HTTP/1.1")));
    }

    private static Wire chunked(Wire wire, String body) {
        return wire.header("Transfer-Encoding: chunked").bodyAsItIs().body(Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n");
    }

    private static String text(Wire wire) {
        return new String(wire.body(), StandardCharsets.UTF_8);
    }

    private static byte[] inserted(byte[] into, int at, byte what) {
        byte[] all = Arrays.copyOf(into, into.length + 1);
        System.arraycopy(into, at, all, at + 1, into.length - at);
        all[at] = what;
        return all;
    }

    @Override
    public String toString() {
        return what;
    }
}
