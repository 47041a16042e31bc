package io.crvsbridge.delivery;

import io.crvsbridge.kernel.PeerAnswer;
import io.crvsbridge.mosip.MosipHub;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;

/** Fetches a credential that MOSIP has laid out for us instead of sending it along (MOSIP contract, section 5.2). Only from places that the operator has named. */
@Singleton
class DataShare {

    private final MosipHub hub;
    private final CredentialSettings settings;

    @Inject
    DataShare(MosipHub hub, CredentialSettings settings) {
        this.hub = hub;
        this.settings = settings;
    }

    /** What became of a fetch. */
    sealed interface Fetched {

        record Credential(String text) implements Fetched {}

        record Failed(Judgement judgement) implements Fetched {}
    }

    Fetched fetch(String address) {
        if (!allowed(settings.shares(), address)) {
            return new Fetched.Failed(new Judgement.Refused("SHARE_NOT_ALLOWED", "the credential lies where MOSIP_DATA_SHARE_ALLOWLIST does not allow to fetch it"));
        }
        PeerAnswer answer = hub.share(URI.create(address));
        if (answer.status() == 404 || answer.status() == 410) {
            return new Fetched.Failed(new Judgement.Refused("SHARE_GONE", "the credential is no longer where MOSIP laid it out"));
        }
        if (answer.status() != 200 || answer.body().isBlank()) {
            return new Fetched.Failed(new Judgement.NotYet("the data share answered " + answer.status()));
        }
        return new Fetched.Credential(answer.body().strip());
    }

    /** Scheme, host and port are those of an allowed base, and the path lies below it, without a way out of it. */
    static boolean allowed(List<URI> bases, String address) {
        try {
            URI uri = new URI(address);
            return uri.getHost() != null && uri.getUserInfo() == null && uri.normalize().equals(uri) && bases.stream().anyMatch(base -> below(base, uri));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static boolean below(URI base, URI uri) {
        String path = base.getRawPath() == null ? "" : base.getRawPath();
        boolean samePlace = base.getScheme().equalsIgnoreCase(uri.getScheme()) && base.getHost().equalsIgnoreCase(uri.getHost()) && base.getPort() == uri.getPort();
        return samePlace && uri.getRawPath().startsWith(path + "/") && !uri.getRawPath().contains("%2e") && !uri.getRawPath().contains("%2E");
    }
}
