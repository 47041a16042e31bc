package io.crvsbridge.kernel;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.eclipse.microprofile.config.spi.Converter;

/**
 * A configuration whose texts are looked up once: a lookup walks every source of the platform, and some settings are asked for with every call of a
 * peer. What is changed later takes effect at the next start.
 */
public final class KnownConfig implements Config {

    private final Config config;
    private final Map<String, Optional<String>> texts = new ConcurrentHashMap<>();

    public KnownConfig(Config config) {
        this.config = config;
    }

    @Override
    public <T> Optional<T> getOptionalValue(String key, Class<T> type) {
        return type == String.class ? texts.computeIfAbsent(key, k -> config.getOptionalValue(k, String.class)).map(type::cast) : config.getOptionalValue(key, type);
    }

    @Override
    public <T> T getValue(String key, Class<T> type) {
        return config.getValue(key, type);
    }

    @Override
    public ConfigValue getConfigValue(String key) {
        return config.getConfigValue(key);
    }

    @Override
    public Iterable<String> getPropertyNames() {
        return config.getPropertyNames();
    }

    @Override
    public Iterable<ConfigSource> getConfigSources() {
        return config.getConfigSources();
    }

    @Override
    public <T> Optional<Converter<T>> getConverter(Class<T> type) {
        return config.getConverter(type);
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        return config.unwrap(type);
    }
}
