package io.crvsbridge.journal;

import io.crvsbridge.kernel.Read;
import io.crvsbridge.kernel.Setting;
import io.crvsbridge.kernel.SettingsGroup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import org.eclipse.microprofile.config.Config;

@Singleton
class JournalSettings implements SettingsGroup {

    private static final long MEGABYTE = 1024L * 1024;
    private static final int MOST = 1_000_000;

    private static final Setting<Integer> ENTRIES = Setting.of("journal.max-entries", "100000", Read.number(1, 10_000_000),
            "Most triggers and deliveries that are kept in `DATA_DIR/journal` while the database is away. Beyond it Core is answered 503.");
    private static final Setting<Integer> MEGABYTES = Setting.of("journal.max-megabytes", "1024", Read.number(1, MOST), "Most megabytes that the journal takes.");
    private static final Setting<Integer> RESERVE = Setting.of("journal.reserve-megabytes", "64", Read.number(0, MOST),
            "Megabytes of the disk that the journal leaves free. With the embedded database nothing new is taken when less is free.");

    private final Config config;

    @Inject
    JournalSettings(Config config) {
        this.config = config;
    }

    @Override
    public String title() {
        return "Journal";
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(ENTRIES, MEGABYTES, RESERVE);
    }

    Limits limits() {
        return new Limits(ENTRIES.get(config), MEGABYTES.get(config) * MEGABYTE, RESERVE.get(config) * MEGABYTE);
    }
}
