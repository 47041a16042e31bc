package io.crvsbridge.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.crvsbridge.kernel.Setting;
import io.crvsbridge.kernel.SettingsGroup;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/configuration.md} is written from the settings themselves: {@code mvn test -Dtest=ConfigurationDocumentTest -Ddocs.update=true} writes it, and without the
 * property the test fails when the page and the code differ.
 */
class ConfigurationDocumentTest {

    private static final Path PAGE = Path.of("docs/configuration.md");
    private static final String HEAD = """
            # Configuration

            Every key is an environment variable or any other MicroProfile Config source. A key in lower case is written in upper case with `_` for every
            other character when it comes from the environment: `core.accept-delay` is `CORE_ACCEPT_DELAY`. An empty value counts as absent. A wrong value, or
            the absence of a required one, ends the server at start with a message that names the key (log code CB002) and exit code 78.

            Durations are written `500ms`, `2s`, `30m`, `72h`, `7d` or as ISO 8601. This page is written from the code; do not edit it.
            """;

    @Test
    void thePageListsEveryKeyWithDefaultAndMeaning() throws Exception {
        String expected = page();
        if (Boolean.getBoolean("docs.update")) {
            Files.writeString(PAGE, expected);
        }
        assertThat(PAGE).exists();
        assertThat(Files.readString(PAGE)).isEqualTo(expected);
    }

    @Test
    void noKeyIsDescribedTwice() throws Exception {
        List<String> keys = groups().stream().flatMap(g -> g.settings().stream()).map(Setting::key).toList();
        assertThat(keys).doesNotHaveDuplicates();
    }

    private static String page() throws Exception {
        StringBuilder page = new StringBuilder(HEAD);
        for (SettingsGroup group : groups()) {
            page.append("\n## ").append(group.title()).append("\n\n| key | default | meaning |\n| --- | --- | --- |\n");
            for (Setting<?> setting : group.settings()) {
                page.append("| `").append(setting.key()).append("` | ").append(defaultOf(setting)).append(" | ").append(setting.meaning().replace("|", "\\|")).append(" |\n");
            }
        }
        return page.toString();
    }

    private static String defaultOf(Setting<?> setting) {
        String text = setting.required() ? "required" : setting.defaultText() == null || setting.defaultText().isEmpty() ? "–" : "`" + setting.defaultText() + "`";
        return setting.secret() ? text + " (secret)" : text;
    }

    private static List<SettingsGroup> groups() throws IOException, ReflectiveOperationException {
        List<SettingsGroup> groups = new java.util.ArrayList<>();
        for (JavaClass type : new ClassFileImporter().importPath(Path.of("target/classes"))) {
            if (type.isAssignableTo(SettingsGroup.class) && !type.isInterface()) {
                Constructor<?> constructor = type.reflect().getDeclaredConstructors()[0];
                constructor.setAccessible(true);
                groups.add((SettingsGroup) constructor.newInstance(new Object[constructor.getParameterCount()]));
            }
        }
        groups.sort(Comparator.comparing(g -> g.title().toLowerCase(Locale.ROOT)));
        return groups;
    }
}
