package io.crvsbridge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** The shipped country pack, copied and changed as its documentation says; without its samples, which show what it does unchanged. */
final class PackVariant {

    private PackVariant() {}

    /** @param change of a file, by its name and text */
    static Path of(BiFunction<String, String, String> change) {
        Path shipped = Path.of("src/main/resources/country/default");
        try (Stream<Path> files = Files.walk(shipped)) {
            Path folder = Files.createDirectories(Path.of("target", "e2e", "pack-" + UUID.randomUUID().toString().substring(0, 8)).toAbsolutePath());
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = shipped.relativize(file).toString();
                if (name.startsWith("samples/")) {
                    continue;
                }
                Files.createDirectories(folder.resolve(name).getParent());
                Files.writeString(folder.resolve(name), change.apply(name, Files.readString(file)));
            }
            return folder;
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /** The text with the first of what must be there replaced. */
    static String replaced(String text, String what, String by) {
        assertThat(text).contains(what);
        int at = text.indexOf(what);
        return text.substring(0, at) + by + text.substring(at + what.length());
    }
}
