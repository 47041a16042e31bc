package io.crvsbridge.rehearsal;

import io.crvsbridge.country.BadCountryPack;
import io.crvsbridge.country.CountryPack;
import io.crvsbridge.country.CountryPack.RuleName;
import io.crvsbridge.country.PackFolder;
import io.crvsbridge.yaml.Faults;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A pack that may serve: read, compiled, type-checked, and every sample of it shown to come out as it says. Loading happens on a thread of its own with a stack and a time
 * of its own, so that a hostile pack is refused and hurts nobody else.
 */
public final class LoadedPack {

    /** Far more than the largest pack takes, and soon enough for whoever waits. */
    public static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long STACK = 16L * 1024 * 1024;

    private final CountryPack pack;
    private final String fingerprint;
    private final List<Sample> samples;
    private final List<String> warnings;

    private LoadedPack(CountryPack pack, String fingerprint, List<Sample> samples, List<String> warnings) {
        this.pack = pack;
        this.fingerprint = fingerprint;
        this.samples = samples;
        this.warnings = warnings;
    }

    /** As {@link #load(PackFolder, ZoneId, Duration)}, with the usual patience. */
    public static LoadedPack load(PackFolder files, ZoneId zone) throws BadCountryPack {
        return load(files, zone, PATIENCE);
    }

    /** @throws BadCountryPack whatever is wrong with the pack, and also when it takes longer than that to find out */
    public static LoadedPack load(PackFolder files, ZoneId zone, Duration patience) throws BadCountryPack {
        FutureTask<LoadedPack> loading = new FutureTask<>(() -> read(files, zone));
        Thread thread = new Thread(null, loading, "loading a country pack", STACK);
        thread.setDaemon(true);
        thread.start();
        try {
            return loading.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            thread.interrupt();
            throw new BadCountryPack(List.of("pack.yaml: loading the pack takes longer than " + patience.toSeconds() + " s"));
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            throw new CancellationException("whoever loads the pack waits no longer");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof BadCountryPack bad ? bad : new BadCountryPack(List.of("pack.yaml: the pack cannot be read (" + e.getCause().getClass().getSimpleName() + ")"));
        }
    }

    private static LoadedPack read(PackFolder files, ZoneId zone) throws BadCountryPack {
        CountryPack pack = CountryPack.load(files, zone);
        Faults faults = new Faults();
        Faults warnings = new Faults();
        List<Sample> samples = SampleReader.read(files, faults, warnings);
        Set<RuleName> unshown = new LinkedHashSet<>(pack.rules());
        for (Sample sample : samples) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("whoever loads the pack waits no longer");
            }
            Outcome outcome = sample.outcome(pack);
            sample.compare(outcome);
            Set<RuleName> judging = pack.rules(sample.situation());
            unshown.removeIf(rule -> outcome.rules().contains(rule.rule()) && judging.contains(rule));
        }
        if (!faults.found().isEmpty()) {
            throw new BadCountryPack(faults.found());
        }
        List<String> told = new ArrayList<>(warnings.found());
        files.unasked().stream().filter(file -> !file.startsWith(SampleReader.FOLDER)).forEach(file -> told.add(file + ": nothing in the pack names this file"));
        if (samples.isEmpty()) {
            told.add("samples: the pack has none, so nothing shows that it does what its country wants");
        } else {
            unshown.forEach(rule -> told.add(rule.event() + ".yaml: actions." + rule.action() + "." + rule.rule() + ": no sample shows this rule"));
        }
        return new LoadedPack(pack, files.fingerprint(), samples, List.copyOf(told));
    }

    /** What two packs make of the samples of both, where that differs; what a sample says is expected does not count. */
    public List<Difference> differences(LoadedPack next) {
        List<Difference> differences = new ArrayList<>();
        List<Sample> both = new ArrayList<>(next.samples);
        both.addAll(samples);
        Set<String> seen = new LinkedHashSet<>();
        for (Sample sample : both) {
            Difference difference = new Difference(sample.place().place(), sample.outcome(pack), sample.outcome(next.pack));
            if (difference.any() && seen.add(difference.toString())) {
                differences.add(difference);
            }
        }
        return differences;
    }

    public CountryPack pack() {
        return pack;
    }

    /** SHA-256 over the files, in hexadecimal. */
    public String fingerprint() {
        return fingerprint;
    }

    /** Name, version, and the beginning of the fingerprint. */
    public String title() {
        return pack.name() + " " + pack.version() + " (" + fingerprint.substring(0, 8) + ")";
    }

    public int samples() {
        return samples.size();
    }

    /** What does not keep the pack from serving and should be mended: file, place and reason, one per line. */
    public List<String> warnings() {
        return warnings;
    }
}
