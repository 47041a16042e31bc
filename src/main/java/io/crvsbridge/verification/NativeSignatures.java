package io.crvsbridge.verification;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.Provider;
import java.util.Optional;
import java.util.logging.Logger;

/**
 * RSA in native code, which signs in a third of the time that Java needs: the signature is most of what a check costs. There is a library for Linux on x86-64 only, and it has
 * to be unpacked into a folder for temporary files that allows programs; where it cannot be used, Java signs, and all is as before but slower.
 */
final class NativeSignatures {

    private static final Logger LOG = Logger.getLogger(NativeSignatures.class.getName());

    private NativeSignatures() {}

    /** Used where it is handed over, and not registered: other parts of the server keep the providers that they have. */
    static Optional<Provider> provider() {
        try {
            AmazonCorrettoCryptoProvider provider = AmazonCorrettoCryptoProvider.INSTANCE;
            if (provider.getLoadingError() == null) {
                return Optional.of(provider);
            }
            LOG.info(() -> "Requests to IDA are signed by Java, more slowly than by native code, which cannot be loaded here: " + provider.getLoadingError().getMessage());
        } catch (LinkageError e) {
            LOG.info(() -> "Requests to IDA are signed by Java, more slowly than by native code, which cannot be loaded here: " + e.getMessage());
        }
        return Optional.empty();
    }
}
