package io.crvsbridge.credential;

import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

import io.crvsbridge.credential.CredentialRefused.Cause;

/**
 * The keys with which MOSIP signs credentials, by the exact URLs that the operator allows, fetched when first needed and
 * again when a signature fails, since keys rotate (MOSIP contract, section 5.5).
 */
public final class VerificationKeys {

    /** So that forged credentials cannot make us besiege the key's server. */
    static final Duration BETWEEN_FETCHES = Duration.ofSeconds(5);
    /** Without any key nothing can be verified, so we ask sooner. */
    static final Duration BETWEEN_FIRST_FETCHES = Duration.ofSeconds(5);

    private final Map<String, Slot> slots = new LinkedHashMap<>();
    private final Source source;
    private final Clock clock;

    public VerificationKeys(Collection<String> allowed, Source source, Clock clock) {
        for (String url : allowed) {
            slots.put(url, new Slot(checked(url)));
        }
        this.source = source;
        this.clock = clock;
    }

    private static URI checked(String url) {
        try {
            URI uri = URI.create(url);
            if (("https".equals(uri.getScheme()) || "http".equals(uri.getScheme())) && uri.getHost() != null) {
                return uri;
            }
        } catch (IllegalArgumentException notAUrl) {
            // Told below.
        }
        throw new IllegalArgumentException("Not the URL of a verification method: " + url);
    }

    boolean allows(String method) {
        return slots.containsKey(method);
    }

    /** The key we hold, fetched if we hold none. */
    RSAPublicKey current(String method) throws CredentialRefused {
        return slot(method).current();
    }

    /**
     * The key as its server gave it at {@code since} or later. A key that is older proves nothing against a credential, for MOSIP may have changed its key
     * in between: then the verdict has to wait until the server may be asked again.
     */
    RSAPublicKey publishedSince(String method, Instant since) throws CredentialRefused {
        return slot(method).publishedSince(since);
    }

    Instant now() {
        return clock.instant();
    }

    private Slot slot(String method) throws CredentialRefused {
        Slot slot = slots.get(method);
        if (slot == null) {
            throw new CredentialRefused(Cause.METHOD_NOT_ALLOWED, "The verification method is not on our list");
        }
        return slot;
    }

    /** Where a key's document is read: one GET with short time-outs and a bounded answer. */
    @FunctionalInterface
    public interface Source {
        String fetch(URI url) throws IOException;
    }

    /** One URL's key. Its lock makes callers wait for a fetch under way instead of starting their own. */
    private final class Slot {

        private final URI url;
        private volatile RSAPublicKey key;
        private Instant asked = Instant.MIN;
        /** Why the last fetch gave no key; null when it gave one. */
        private Exception fault;

        private Slot(URI url) {
            this.url = url;
        }

        private RSAPublicKey current() throws CredentialRefused {
            RSAPublicKey held = key;
            return held != null ? held : first();
        }

        private synchronized RSAPublicKey first() throws CredentialRefused {
            if (key == null && isDue(BETWEEN_FIRST_FETCHES)) {
                fetch();
            }
            if (key == null) {
                throw unavailable();
            }
            return key;
        }

        /** When the server last gave no key, the one we hold may be outdated: that is no ground for a final verdict. */
        private synchronized RSAPublicKey publishedSince(Instant since) throws CredentialRefused {
            if (!isOf(since) && isDue(BETWEEN_FETCHES)) {
                fetch();
            }
            if (fault != null || !isOf(since)) {
                throw unavailable();
            }
            return key;
        }

        /** A time that lies ahead was noted before the clock was set back, and says nothing. */
        private boolean isOf(Instant since) {
            return !asked.isBefore(since) && !asked.isAfter(clock.instant());
        }

        private CredentialRefused unavailable() {
            return new CredentialRefused(Cause.KEY_UNAVAILABLE, "The verification method gives no usable key now, or gave it too long ago to judge by", fault);
        }

        /** A clock that was set back must not keep us from asking. */
        private boolean isDue(Duration atMostEvery) {
            Instant now = clock.instant();
            return asked.equals(Instant.MIN) || now.isBefore(asked) || !now.isBefore(asked.plus(atMostEvery));
        }

        /** Whatever the server answers, a good key is only ever replaced by another good key. */
        private void fetch() {
            try {
                key = KeyDocument.keyOf(source.fetch(url));
                fault = null;
            } catch (IOException | GeneralSecurityException | RuntimeException failure) {
                fault = failure;
            } finally {
                asked = clock.instant();
            }
        }
    }
}
