package io.crvsbridge.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/** A form as small as can be: a page with a button that logs in with eSignet, and shows what the bridge answers. It calls the bridge from the browser, from an origin of its own. */
final class FormPage implements AutoCloseable {

    private static final String PAGE = """
            <!DOCTYPE html>
            <html><head><title>Birth declaration (demonstration)</title></head>
            <body>
            <h1>The mother's details</h1>
            <button id="login">Log in with eSignet</button>
            <pre id="answer"></pre>
            <script>
            const headers = {'Content-Type': 'application/json', 'Authorization': 'Bearer %s'};
            const form = {clientId: '%s', redirectUri: location.origin + location.pathname};
            const bridge = '%s/esignet/';
            async function ask(path) {
              const answer = await fetch(bridge + path, {method: 'POST', headers, body: JSON.stringify(form)});
              return answer.json();
            }
            document.getElementById('login').onclick = async () => {
              const begun = await ask('authorization-request');
              sessionStorage.setItem('state', begun.state);
              location.href = begun.authorizationUrl;
            };
            const back = new URLSearchParams(location.search);
            if (back.has('code')) {
              history.replaceState(null, '', location.pathname);
              if (back.get('state') === sessionStorage.getItem('state')) {
                ask('get-oidp-user-info?' + back).then(a => document.getElementById('answer').textContent = JSON.stringify(a, null, 2));
              } else {
                document.getElementById('answer').textContent = 'This login did not begin here.';
              }
            }
            </script>
            </body></html>
            """;

    private final HttpServer server;
    private final Supplier<byte[]> page;

    /** @param token of the user who fills the form */
    FormPage(int port, URI bridge, String clientId, Supplier<String> token) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException notBound) {
            throw new UncheckedIOException(notBound);
        }
        page = () -> PAGE.formatted(token.get(), clientId, bridge).getBytes(StandardCharsets.UTF_8);
        server.createContext("/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().add("Content-Type", "text/html; charset=utf-8");
            byte[] body = page.get();
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/form");
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
