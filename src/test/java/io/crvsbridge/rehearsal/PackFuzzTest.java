package io.crvsbridge.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.crvsbridge.country.BadCountryPack;
import io.crvsbridge.country.PackFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The shipped pack with random damage, and random expressions: either it loads, or it is a bad pack whose faults name a file; nothing else is thrown, and each try ends
 * soon. {@code -Dfuzz.seed=…} repeats a run, {@code -Dfuzz.packs=…} makes a longer one.
 */
class PackFuzzTest {

    private static final long SEED = Long.getLong("fuzz.seed", 20261122L);
    private static final int PACKS = Integer.getInteger("fuzz.packs", 150);
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String[] BITS = {"", "\0", "\uFFFF", "é", "\t", ": ", "- ", "\n", "&a ", "*a", "!!int ", "{", "}", "[", "]", "'", "\"", "|", ">-\n", "#", "null", "true", "-1", "1e999999999",
        "9".repeat(400), "x".repeat(5_000), "[[".repeat(40), "child.dob", "matches('(a+)+$')", "actions:", "\r", "\uD800", "%", "@", "`", "? ", "---\n", "...\n"};
    private static final String[] WORDS = {"child.name", "child.dob", "child.weightAtBirth", "mother.verified", "mother.address", "declaration", "before", "changed", "context", "today", "event",
        "'text'", "1", "2.5", "true", "null", "[]", "{}", "[1, 'a', null]", "{'a': 1}", "under(child.dob, 5)", "fullName(mother.name)", "first([child.nid])", "get(mother.address, 'a.b')", "text(1)",
        "join(['a'], ',')", "dateFormat(child.dob, 'yyyy')", "ageInYears(child.dob)", "size('a')", "timestamp('x')", "duration('1s')", "type(1)", "dyn(1)", "int('9')", "bytes('a')", "a", "has(child.name.x)"};
    private static final String[] OPERATORS = {" + ", " - ", " * ", " / ", " % ", " == ", " != ", " < ", " && ", " || ", " in ", " ? 1 : ", ".", "[", "](", ").exists(v, ", ".all(x, x", ".map(y, ", ", ", "\n", " // ", "$"};

    private final Random random = new Random(SEED);

    @TempDir
    Path folder;

    @Test
    void aDamagedPackIsABadOneOrStillAGoodOne() throws IOException, BadCountryPack {
        PackFolder shipped = PackFolder.shipped();
        List<String> names = shipped.names("");
        int bad = 0;
        for (int i = 0; i < PACKS; i++) {
            Path pack = folder.resolve("pack" + i);
            shipped.copyTo(pack);
            for (int damage = random.nextInt(3); damage >= 0; damage--) {
                Path file = pack.resolve(names.get(random.nextInt(names.size())));
                Files.write(file, damaged(Files.readAllBytes(file)));
            }
            bad += faults(pack, "pack " + i).isEmpty() ? 0 : 1;
        }
        assertThat(bad).as("damaged packs that were refused").isBetween(PACKS / 4, PACKS);
    }

    @Test
    void aRandomExpressionIsRefusedOrEvaluatedWithinItsBounds() throws IOException, BadCountryPack {
        PackFolder shipped = PackFolder.shipped();
        Path pack = folder.resolve("expressions");
        shipped.copyTo(pack);
        String birth = Files.readString(pack.resolve("birth.yaml"));
        for (int i = 0; i < PACKS; i++) {
            StringBuilder actions = new StringBuilder("  DECLARE:\n");
            for (int rule = 0; rule < 40; rule++) {
                actions.append("    - name: r").append(rule).append("\n      when: >-\n        ").append(expression().replace("\n", "\n        ")).append("\n      then: accept\n");
            }
            Files.writeString(pack.resolve("birth.yaml"), birth.replace("actions:\n", "actions:\n" + actions + "    - {name: last, then: accept}\n"));
            assertThat(faults(pack, "expressions " + i)).allSatisfy(fault -> assertThat(fault).contains("birth.yaml"));
        }
    }

    private List<String> faults(Path pack, String what) {
        long began = System.nanoTime();
        List<String> faults = new ArrayList<>();
        try {
            LoadedPack.load(PackFolder.read(pack), ZoneOffset.UTC);
        } catch (BadCountryPack e) {
            faults.addAll(e.problems());
            assertThat(faults).as("%s with seed %s", what, SEED).isNotEmpty().allSatisfy(fault -> assertThat(fault).matches("(?s)[A-Za-z0-9/_.-]+\\.(yaml|json)(:\\d+)?: .*"))
                    .noneSatisfy(fault -> assertThat(fault).contains("the pack cannot be read"));
        }
        assertThat(Duration.ofNanos(System.nanoTime() - began)).as("%s with seed %s", what, SEED).isLessThan(SOON);
        return faults;
    }

    private byte[] damaged(byte[] bytes) {
        int at = bytes.length == 0 ? 0 : random.nextInt(bytes.length);
        switch (random.nextInt(6)) {
            case 0 -> bytes[at] = (byte) random.nextInt(256);
            case 1 -> bytes = java.util.Arrays.copyOf(bytes, at);
            case 2 -> bytes = joined(bytes, at, new byte[0], Math.min(bytes.length, at + random.nextInt(200)));
            case 3 -> bytes = joined(bytes, at, BITS[random.nextInt(BITS.length)].getBytes(StandardCharsets.UTF_8), at);
            case 4 -> bytes = joined(bytes, at, BITS[random.nextInt(BITS.length)].getBytes(StandardCharsets.UTF_8), Math.min(bytes.length, at + 1 + random.nextInt(30)));
            default -> bytes = joined(bytes, at, java.util.Arrays.copyOfRange(bytes, at / 2, at), at);
        }
        return bytes;
    }

    private static byte[] joined(byte[] bytes, int to, byte[] between, int from) {
        byte[] result = new byte[to + between.length + bytes.length - from];
        System.arraycopy(bytes, 0, result, 0, to);
        System.arraycopy(between, 0, result, to, between.length);
        System.arraycopy(bytes, from, result, to + between.length, bytes.length - from);
        return result;
    }

    private String expression() {
        StringBuilder text = new StringBuilder();
        int words = 1 + random.nextInt(8);
        for (int i = 0; i < words; i++) {
            text.append("(".repeat(random.nextInt(3))).append(WORDS[random.nextInt(WORDS.length)]).append(")".repeat(random.nextInt(3)));
            text.append(i + 1 < words ? OPERATORS[random.nextInt(OPERATORS.length)] : "");
        }
        return random.nextInt(3) == 0 ? "(" + text + ") == null" : text.toString();
    }
}
