package io.crvsbridge.delivery;

import io.crvsbridge.credential.CredentialCipher;
import io.crvsbridge.credential.PinnedContexts;
import io.crvsbridge.kernel.Read;
import io.crvsbridge.kernel.Setting;
import io.crvsbridge.kernel.SettingsGroup;
import io.crvsbridge.mosip.MosipSettings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/** How credentials are opened and proved. */
@Singleton
public class CredentialSettings implements SettingsGroup {

    static final Setting<Path> KEYSTORE = Setting.optional("DECRYPT_P12_FILE_PATH", Read::readableFile,
            "PKCS#12 file with our partner key, for which MOSIP encrypts credentials; may hold the previous key, too. Read at start only.");
    static final Setting<String> PASSWORD = Setting.secret("DECRYPT_P12_FILE_PASSWORD", "Password of that file.");
    static final Setting<List<String>> ALLOWED = Setting.optional("MOSIP_VERIFIABLE_CREDENTIAL_ALLOWLIST", CredentialSettings::urls,
            "Comma-separated; the exact `verificationMethod` URLs whose keys may sign credentials.");
    static final Setting<Path> CONTEXTS = Setting.optional("MOSIP_CONTEXTS_DIR", Read::folder,
            "Folder with the JSON-LD contexts credentials may name; its `index.json` maps URLs to files. Default: the contexts that come with the server, which know only MOSIP's collaboration environment: nearly every country needs its own folder.");
    static final Setting<List<URI>> SHARES = Setting.optional("MOSIP_DATA_SHARE_ALLOWLIST", text -> Read.list(text).stream().map(Read::base).toList(),
            "Comma-separated base URLs below which a credential may be fetched that MOSIP lays out instead of sending it along, for example `https://mosip.example/v1/datashare`. Without it such credentials are refused.");
    static final Setting<Boolean> SKIP = Setting.of("mosip.skip-credential-verification", "false", Read::flag,
            "For tests only: true takes credentials whose proof nobody checked. Readiness shows it.");

    private final Config config;

    @Inject
    CredentialSettings(Config config) {
        this.config = config;
    }

    private static List<String> urls(String text) {
        List<String> urls = Read.list(text);
        urls.forEach(Read::url);
        return urls;
    }

    @Override
    public String title() {
        return "MOSIP credentials";
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(KEYSTORE, PASSWORD, ALLOWED, CONTEXTS, SHARES, SKIP);
    }

    /** Opens what it is told of, so that a wrong password or a broken context shows at start and not at the first credential. */
    @Override
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (KEYSTORE.find(config).isPresent() != PASSWORD.find(config).isPresent()) {
            problems.add("DECRYPT_P12_FILE_PATH and DECRYPT_P12_FILE_PASSWORD belong together; only one is set");
        } else if (KEYSTORE.find(config).isPresent()) {
            attempt(this::cipher, "DECRYPT_P12_FILE_PATH with DECRYPT_P12_FILE_PASSWORD", problems);
        }
        attempt(this::contexts, "MOSIP_CONTEXTS_DIR", problems);
        return problems;
    }

    private static void attempt(Runnable opening, String keys, List<String> problems) {
        try {
            opening.run();
        } catch (IllegalArgumentException | java.io.UncheckedIOException e) {
            problems.add(keys + " cannot be used: " + e.getMessage());
        }
    }

    /** What a credential cannot be proved without and is not set. */
    public List<String> missing() {
        return skipVerification() ? MosipSettings.missing(config, KEYSTORE, PASSWORD) : MosipSettings.missing(config, KEYSTORE, PASSWORD, ALLOWED);
    }

    CredentialCipher cipher() {
        return CredentialCipher.of(MosipSettings.need(config, KEYSTORE), MosipSettings.need(config, PASSWORD).toCharArray());
    }

    List<String> allowed() {
        return skipVerification() ? ALLOWED.find(config).orElse(List.of()) : MosipSettings.need(config, ALLOWED);
    }

    PinnedContexts contexts() {
        Optional<Path> folder = CONTEXTS.find(config);
        return folder.isPresent() ? PinnedContexts.from(folder.get()) : PinnedContexts.shipped();
    }

    List<URI> shares() {
        return SHARES.find(config).orElse(List.of());
    }

    public boolean skipVerification() {
        return SKIP.get(config);
    }
}
