package io.crvsbridge.start;

import io.crvsbridge.kernel.BadSetting;
import io.crvsbridge.kernel.Setting;
import io.crvsbridge.kernel.SettingsGroup;
import io.crvsbridge.country.CountryPack;
import io.crvsbridge.journal.Journal;
import io.crvsbridge.vault.Vault;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;
import org.eclipse.microprofile.config.Config;

/** Reads every setting of every room and reports all that is wrong at once. */
@Singleton
class SettingsCheck {

    private final Instance<SettingsGroup> groups;
    private final Config config;
    private final Provider<Vault> vault;
    private final Provider<CountryPack> pack;
    private final Provider<Journal> journal;

    @Inject
    SettingsCheck(@Any Instance<SettingsGroup> groups, Config config, Provider<Vault> vault, Provider<CountryPack> pack, Provider<Journal> journal) {
        this.groups = groups;
        this.config = config;
        this.vault = vault;
        this.pack = pack;
        this.journal = journal;
    }

    /** @throws BadSetting naming every wrong key */
    void check() {
        List<String> wrong = new ArrayList<>();
        if (TimeZone.getDefault().getOffset(0) != 0 || TimeZone.getDefault().useDaylightTime()) {
            wrong.add("user.timezone must be UTC, as jvm.options has it: times are stored as UTC");
        }
        for (SettingsGroup group : groups) {
            int before = wrong.size();
            group.settings().forEach(setting -> read(setting, wrong));
            if (wrong.size() == before) {
                wrong.addAll(group.problems());
            }
        }
        if (!wrong.isEmpty()) {
            throw new BadSetting(String.join("; ", wrong));
        }
    }

    /** What is read from files is read now, not at the first request. */
    void loadAll() {
        vault.get();
        pack.get();
        journal.get();
    }

    private void read(Setting<?> setting, List<String> wrong) {
        try {
            if (setting.required()) {
                setting.get(config);
            } else {
                setting.find(config);
            }
        } catch (BadSetting e) {
            wrong.add(e.getMessage());
        }
    }
}
