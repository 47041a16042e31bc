package io.crvsbridge.bench;

import io.crvsbridge.e2e.LoginForm;
import io.crvsbridge.simulators.Esignet;
import io.crvsbridge.simulators.EsignetClient;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** People who log in from forms by a simulated eSignet, each with a code of their own. */
final class Logins implements AutoCloseable {

    private static final String PERSON = "1234567891";

    private final Esignet esignet = new Esignet(Esignet.Release.V1_7);

    /** Prepares a server that is not running. */
    void prepare(Subject subject) {
        subject.server.set(esignet.environment(LoginForm.ORIGIN));
    }

    Load.Result run(Subject subject, int many, int connections, Duration atMost) {
        String body = "{\"clientId\":\"" + EsignetClient.ID + "\",\"redirectUri\":\"" + LoginForm.REDIRECT + "\"}";
        String token = subject.peers.core().auth().userToken("registrar").sign();
        List<byte[]> requests = IntStream.range(0, many).mapToObj(i -> Wire.post(subject.server.base(),
                "/esignet/get-oidp-user-info?state=s&code=" + esignet.logins().code(PERSON, LoginForm.REDIRECT), token, body)).toList();
        return Load.run(subject.server.base(), requests, connections, atMost);
    }

    @Override
    public void close() {
        esignet.close();
    }
}
