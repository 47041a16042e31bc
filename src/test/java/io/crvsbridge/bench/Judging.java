package io.crvsbridge.bench;

import io.crvsbridge.country.BadCountryPack;
import io.crvsbridge.country.CountryPack;
import io.crvsbridge.mapping.PacketContent;
import io.crvsbridge.country.Situation;
import io.crvsbridge.rule.Verdict;
import io.crvsbridge.document.RecordSnapshot;
import io.crvsbridge.document.UnreadableDocument;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * What one decision of the default pack costs, in this process and without a server: each of many is measured by itself, when the code is warm, on what Core really sent. The
 * median tells; a mean would tell of the garbage collector and of whoever else uses the machine. A decision may cost 100 µs.
 */
final class Judging {

    private static final int WARM = 40_000;
    private static final int MEASURED = 40_000;
    private static final List<String> SAMPLES = List.of("birth-REGISTER-mother-authenticated", "birth-REGISTER-late-registration", "death-REGISTER-plain", "birth-APPROVE_CORRECTION-child-nid");
    private static final Map<String, String> CONTEXT = Map.of("registrationNumber", "ABC123DEF456");

    /** Median and 99th percentile, in microseconds. */
    record Cost(double median, double p99) {

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.1f (p99 %.1f)", median, p99);
        }
    }

    private final CountryPack pack;
    private final byte[][] documents = new byte[SAMPLES.size()][];
    private final Situation[] situations = new Situation[SAMPLES.size()];
    private final Verdict[] verdicts = new Verdict[SAMPLES.size()];
    /** Its use keeps the compiler from leaving out what nobody looks at. */
    private int seen;

    private Judging() {
        try {
            pack = CountryPack.shipped(ZoneOffset.UTC);
            for (int i = 0; i < documents.length; i++) {
                documents[i] = Files.readAllBytes(Path.of("src/test/resources/core", SAMPLES.get(i) + ".json"));
                situations[i] = RecordSnapshot.read(documents[i]).situation();
                verdicts[i] = pack.judge(situations[i]);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (BadCountryPack | UnreadableDocument e) {
            throw new IllegalStateException(e);
        }
    }

    public static void main(String[] arguments) {
        report(new Report(), "default pack");
    }

    static void report(Report report, String column) {
        Judging judging = new Judging();
        int[] all = IntStream.range(0, SAMPLES.size()).toArray();
        int[] told = IntStream.of(all).filter(i -> judging.verdicts[i].operation().isPresent()).toArray();
        report.line("judging one action by the default pack, µs (median)", column, "%s", judging.cost(all, judging::judged));
        report.line("mapping its packet and looking it through, µs (median)", column, "%s", judging.cost(told, judging::mapped));
        report.line("reading Core's document before that, µs (median)", column, "%s", judging.cost(all, judging::read));
    }

    private int judged(int sample) {
        return pack.judge(situations[sample]).rule().length();
    }

    private int mapped(int sample) {
        String operation = verdicts[sample].operation().orElseThrow();
        PacketContent content = pack.map(situations[sample], operation, CONTEXT);
        return content.fields().size() + (pack.unfit(situations[sample], operation, CONTEXT, content).isPresent() ? 1 : 0);
    }

    private int read(int sample) {
        try {
            return RecordSnapshot.read(documents[sample]).situation().declaration().values().size();
        } catch (UnreadableDocument e) {
            throw new IllegalStateException(e);
        }
    }

    private Cost cost(int[] samples, IntUnaryOperator work) {
        for (int i = 0; i < WARM; i++) {
            seen += work.applyAsInt(samples[i % samples.length]);
        }
        long[] nanos = new long[MEASURED];
        for (int i = 0; i < MEASURED; i++) {
            long before = System.nanoTime();
            seen += work.applyAsInt(samples[i % samples.length]);
            nanos[i] = System.nanoTime() - before;
        }
        Arrays.sort(nanos);
        if (seen == 0) {
            throw new IllegalStateException("nothing was done");
        }
        return new Cost(nanos[MEASURED / 2] / 1e3, nanos[MEASURED / 100 * 99] / 1e3);
    }
}
