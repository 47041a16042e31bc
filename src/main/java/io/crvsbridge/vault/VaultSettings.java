package io.crvsbridge.vault;

import io.crvsbridge.kernel.Read;
import io.crvsbridge.kernel.Setting;
import io.crvsbridge.kernel.SettingsGroup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

@Singleton
class VaultSettings implements SettingsGroup {

    private static final Setting<Path> KEY_FILE = Setting.optional("VAULT_KEY_FILE", Read::readableFile,
            "File with the sealing keys: base64 of 32 bytes per line, optionally `id:` in front; the first is current, the others still open. "
                    + "Absent: made in `DATA_DIR` when the database is embedded, an error at start when it is not. Read at start only.");

    private final Config config;

    @Inject
    VaultSettings(Config config) {
        this.config = config;
    }

    @Override
    public String title() {
        return "Vault";
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(KEY_FILE);
    }

    Optional<Path> keyFile() {
        return KEY_FILE.find(config);
    }
}
