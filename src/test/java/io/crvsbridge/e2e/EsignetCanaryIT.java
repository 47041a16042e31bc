package io.crvsbridge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.crvsbridge.simulators.Call;
import io.crvsbridge.simulators.Esignet;
import io.crvsbridge.simulators.Esignet.Flaw;
import io.crvsbridge.simulators.Esignet.Release;
import io.crvsbridge.simulators.EsignetClient;
import io.crvsbridge.simulators.EsignetTokens;
import io.crvsbridge.simulators.Fault;
import io.crvsbridge.simulators.MockIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Nothing of a person who logs in, and no code or token, stands in clear in whatever the server writes, be it told to log everything. */
@Tag("long")
class EsignetCanaryIT {

    private static final int PIECE = 24;

    private final Esignet esignet = new Esignet(Release.V1_7);
    private final Bench bench = Bench.prepared("esignet-canary", Store.h2());
    private final LoginForm form = new LoginForm(bench.server().base(), EsignetClient.ID, bench.core());

    @AfterEach
    void end() {
        bench.close();
        esignet.close();
    }

    private void startLoudly() throws IOException {
        bench.server().set(esignet.environment(LoginForm.ORIGIN)).set("ESIGNET_ENCRYPTION_KEY_PATH", esignet.client().encryptionKeyFile().toString());
        Path overrides = Files.createDirectories(Path.of(System.getProperty("bridge.home", "target/liberty/wlp"), "usr/servers/defaultServer/configDropins/overrides"));
        Path trace = Files.writeString(overrides.resolve("esignet-trace.xml"), "<server><logging traceSpecification=\"*=info:io.crvsbridge.*=all\"/></server>");
        try {
            bench.server().start();
        } finally {
            Files.delete(trace);
        }
    }

    @Test
    void nothingOfALoginStandsInClearAnywhere() throws IOException {
        startLoudly();
        for (MockIdentity person : MockIdentity.all().subList(0, 20)) {
            assertThat(form.logIn(person.nid()).statusCode()).isEqualTo(200);
        }
        for (Flaw flaw : Flaw.values()) {
            if (flaw != Flaw.WITHDRAWN_KEY) {
                esignet.flaw(flaw);
                form.logIn("1234567903");
            }
        }
        esignet.calm();
        echoes();
        Path folder = bench.server().dataDir().getParent();
        bench.server().kill();
        List<Canaries.Hit> hits = canaries().in(List.of(folder));
        assertThat(hits.stream().map(hit -> hit.name() + " as " + hit.form() + " in " + hit.file().getFileName()).distinct()).isEmpty();
        List<String> files = new Canaries().add("a line of the log", "What came under eSignet's name").add("an index", "userinfo_subject").in(List.of(folder)).stream()
                .map(hit -> hit.file().getFileName().toString()).toList();
        assertThat(files).as("the search finds what is there").anyMatch(f -> f.endsWith("console.log")).anyMatch(f -> f.endsWith(".mv.db"));
    }

    /** eSignet repeats what it was sent, and tells more than it should, in every refusal. */
    private void echoes() {
        MockIdentity person = MockIdentity.of("1234567903");
        String told = "{\"error\":\"" + person.middleName() + "\",\"error_description\":\"" + person.fullName() + " " + person.birthDate() + "\"}";
        for (String endpoint : List.of("token", "userinfo", "par")) {
            for (int status : List.of(200, 400, 401, 500)) {
                esignet.faults().on(endpoint, Fault.answering(status, "application/json", Call::text).once());
                form.begin();
                form.finish(esignet.logins().code(person.nid(), LoginForm.REDIRECT));
                esignet.faults().clear();
                esignet.faults().on(endpoint, Fault.status(status, "application/json", told).once());
                form.begin();
                form.finish(esignet.logins().code(person.nid(), LoginForm.REDIRECT));
                esignet.faults().clear();
            }
        }
        form.finish("made-up-code-of-a-stranger");
    }

    private Canaries canaries() {
        Canaries canaries = new Canaries().add("a stranger's code", "made-up-code-of-a-stranger");
        for (MockIdentity person : MockIdentity.all().subList(0, 20)) {
            canaries.add("middle name", person.middleName()).add("full name", person.fullName()).add("date of birth", person.birthDate())
                    .add("date of birth as eSignet has it", person.birthDate().replace('-', '/')).add("subject", EsignetTokens.subject(person));
        }
        canaries.add("middle name", MockIdentity.of("1234567903").middleName());
        esignet.logins().issued().forEach(code -> canaries.add("code", code));
        esignet.tokens().accessTokens().forEach(token -> canaries.add("access token", token));
        esignet.tokens().signed().forEach(jws -> pieces(canaries, jws.split("\\.")[1]));
        return canaries;
    }

    private static void pieces(Canaries canaries, String text) {
        for (int at = 0; at + PIECE <= text.length(); at += PIECE) {
            canaries.add("signed userinfo", text.substring(at, at + PIECE));
        }
    }
}
