package io.crvsbridge.delivery;

import io.crvsbridge.credential.CredentialJson;
import io.crvsbridge.credential.CredentialCipher;
import io.crvsbridge.credential.CredentialProof;
import io.crvsbridge.credential.CredentialRefused;
import io.crvsbridge.credential.SignedCredential;
import io.crvsbridge.credential.VerificationKeys;
import io.crvsbridge.mosip.MosipGateway;
import io.crvsbridge.time.RowClock;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;

/** Opens the credential of a delivery and judges it. Cipher and proof are made when first needed, since a server may run before MOSIP is connected. */
@Singleton
class CredentialDesk {

    private final CredentialSettings settings;
    private final MosipGateway gateway;
    private final DataShare share;
    /** The one by which deliveries are said to have come. */
    private final RowClock clock;
    private volatile Tools tools;

    @Inject
    CredentialDesk(CredentialSettings settings, MosipGateway gateway, DataShare share, RowClock clock) {
        this.settings = settings;
        this.gateway = gateway;
        this.share = share;
        this.clock = clock;
    }

    private record Tools(CredentialCipher cipher, CredentialProof proof) {}

    Judgement judge(byte[] body, String deliveryId, Instant arrived) {
        try {
            HubEvent event = HubEvent.read(body);
            if (event.credential().isPresent()) {
                return Judgement.of(event, signed(event.credential().get(), arrived), deliveryId);
            }
            return event.dataShareUri().isPresent() ? shared(event, deliveryId, arrived) : new Judgement.Refused("NO_CREDENTIAL", "the message brings no credential");
        } catch (CredentialRefused e) {
            return e.retryable() ? new Judgement.NotYet(e.getMessage()) : new Judgement.Refused(e.reason().name(), e.getMessage());
        }
    }

    /** What the share gives may be another's error page, whatever its status: only what opens with our key counts. */
    private Judgement shared(HubEvent event, String deliveryId, Instant arrived) throws CredentialRefused {
        DataShare.Fetched fetched = share.fetch(event.dataShareUri().orElseThrow());
        if (fetched instanceof DataShare.Fetched.Failed failed) {
            return failed.judgement();
        }
        byte[] clear;
        try {
            clear = tools().cipher().open(((DataShare.Fetched.Credential) fetched).text());
        } catch (CredentialRefused e) {
            return new Judgement.NotYet("what the data share gave is no credential for us: " + e.getMessage());
        }
        return Judgement.of(event, proved(clear, arrived), deliveryId);
    }

    private SignedCredential signed(String credential, Instant arrived) throws CredentialRefused {
        return proved(tools().cipher().open(credential), arrived);
    }

    private SignedCredential proved(byte[] clear, Instant arrived) throws CredentialRefused {
        CredentialProof proof = tools().proof();
        JsonObject vc = CredentialJson.read(clear);
        return settings.skipVerification() ? proof.unchecked(vc) : proof.verify(vc, arrived);
    }

    private Tools tools() {
        Tools made = tools;
        if (made == null) {
            VerificationKeys keys = new VerificationKeys(settings.allowed(), this::key, clock);
            made = new Tools(settings.cipher(), new CredentialProof(settings.contexts(), keys));
            tools = made;
        }
        return made;
    }

    private String key(URI url) throws IOException {
        var answer = MosipGateway.reach(() -> gateway.verificationKey(url));
        if (answer.status() != 200) {
            throw new IOException("status " + answer.status());
        }
        return answer.body();
    }
}
