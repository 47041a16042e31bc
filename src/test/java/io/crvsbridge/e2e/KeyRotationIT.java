package io.crvsbridge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.crvsbridge.simulators.CoreEvent;
import jakarta.json.JsonValue;
import java.security.KeyPair;
import org.junit.jupiter.api.Test;

/** Core changes its signing key without a word. */
class KeyRotationIT extends Scenarios {

    KeyRotationIT() {
        super(Benches.H2);
    }

    @Test
    void tokensOfANewKeyAreTakenAndThoseOfTheOldAreNot() {
        awaitIdentified(heldBirth());
        KeyPair old = core.auth().keys();
        core.auth().rotateKey();
        CoreEvent birth = pendingBirth();
        Await.until("the server knows the new key", FaultyKeyIT.A_REFETCH_LATER, () -> {
            int status = bench.send(bench.trigger(birth, core.token(birth).sign())).statusCode();
            assertThat(status).isIn(202, 401);
            return status == 202;
        });
        CoreEvent next = pendingBirth();
        assertThat(bench.send(bench.trigger(next, core.token(next).signedBy(old).sign())).statusCode()).isEqualTo(401);
        assertThat(core.triggerPending(next).status()).isEqualTo(202);
        awaitIdentified(birth);
        awaitIdentified(next);
    }

    private CoreEvent pendingBirth() {
        CoreEvent birth = core.declareBirth();
        core.request(birth, "REGISTER", JsonValue.EMPTY_JSON_OBJECT);
        return birth;
    }
}
