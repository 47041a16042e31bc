package io.crvsbridge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The search of the canary run finds what it is to find; otherwise finding nothing would mean nothing. */
class CanariesTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"Amaniwele", "Zoë-Ñandú Ångström", "محمد عبدالله", "សុភា ចន្ទ្រា", "9876543210", "ama.ni@canary.example"})
    void everyFormIsFoundWhereverItStands(String canary) throws IOException {
        for (Map.Entry<String, byte[]> form : Canaries.forms(canary).entrySet()) {
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            file.writeBytes(new byte[10_007]);
            file.writeBytes(form.getValue());
            file.writeBytes("and more".getBytes(StandardCharsets.UTF_8));
            Files.write(folder.resolve("planted"), file.toByteArray());
            assertThat(new Canaries().add("planted", canary).in(List.of(folder))).as(form.getKey()).anyMatch(hit -> hit.at() == 10_007);
        }
    }

    @Test
    void aTextWithinBase64IsFoundAtEveryAlignment() throws IOException {
        for (String before : List.of("", "a", "ab", "abc")) {
            Files.writeString(folder.resolve("planted"), Base64.getEncoder().encodeToString((before + "Amaniwele Cedar" + before).getBytes(StandardCharsets.UTF_8)));
            assertThat(new Canaries().add("planted", "Amaniwele Cedar").in(List.of(folder))).as(before).isNotEmpty();
        }
    }

    @Test
    void whatIsNotThereIsNotFound() throws IOException {
        Files.writeString(folder.resolve("clean"), "Amaniwela Amaniwel e 987654321 0");
        assertThat(new Canaries().add("one", "Amaniwele").add("other", "9876543210").in(List.of(folder))).isEmpty();
    }
}
