package io.crvsbridge.kernel;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.config.Config;

/**
 * One configuration key: its name, default, meaning, and how its text is read. A wrong value is reported with the key's name, never replaced by the default.
 *
 * @param key         name of the environment variable or MicroProfile Config property
 * @param defaultText the text used when the key is absent; {@code null} when there is no default
 * @param meaning     one or two sentences for {@code docs/configuration.md}
 * @param required    whether its absence stops the start
 * @param secret      whether its value must never be shown
 * @param parser      reads the text; throws {@link IllegalArgumentException} with a reason that does not repeat a secret
 */
public record Setting<T>(String key, String defaultText, String meaning, boolean required, boolean secret, Function<String, T> parser) {

    public static <T> Setting<T> of(String key, String defaultText, Function<String, T> parser, String meaning) {
        return new Setting<>(key, defaultText, meaning, false, false, parser);
    }

    public static <T> Setting<T> optional(String key, Function<String, T> parser, String meaning) {
        return new Setting<>(key, null, meaning, false, false, parser);
    }

    public static <T> Setting<T> required(String key, Function<String, T> parser, String meaning) {
        return new Setting<>(key, null, meaning, true, false, parser);
    }

    public static Setting<String> secret(String key, String meaning) {
        return new Setting<>(key, null, meaning, false, true, Function.identity());
    }

    /** The value, its default, or nothing. */
    public Optional<T> find(Config config) {
        return config.getOptionalValue(key, String.class).map(String::trim).filter(text -> !text.isEmpty())
                .or(() -> Optional.ofNullable(defaultText)).map(this::parse);
    }

    /** The value or its default. */
    public T get(Config config) {
        return find(config).orElseThrow(() -> new BadSetting(key + " is not set. " + meaning));
    }

    private T parse(String text) {
        try {
            return parser.apply(text);
        } catch (RuntimeException e) {
            throw mayHide(text) ? new BadSetting(key + " is wrong: " + e.getMessage()) : new BadSetting(key + "='" + text + "' is wrong: " + e.getMessage(), e);
        }
    }

    /** Also a URL may carry a password, whether or not it belongs there. */
    private boolean mayHide(String text) {
        return secret || text.contains("@") || text.toLowerCase(Locale.ROOT).contains("password");
    }
}
