package io.crvsbridge.packcheck;

import io.crvsbridge.country.BadCountryPack;
import io.crvsbridge.country.PackFolder;
import io.crvsbridge.rehearsal.Difference;
import io.crvsbridge.rehearsal.LoadedPack;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code java -jar crvs-bridge-check.jar <folder>}: loads a country pack as the server does, runs its samples, and prints every fault with file and line. With
 * {@code --against <folder>} it lists what the pack makes otherwise of the samples of both. Values are never printed. Ends with 0 when the pack may serve, 1 when it may
 * not (or has warnings, with {@code --strict}), 2 when nothing could be begun.
 */
public final class CheckPack {

    private static final String USAGE = "usage: java -jar crvs-bridge-check.jar <folder> [--against <folder>] [--zone <time zone>] [--strict]";
    private static final Set<String> WITH_VALUE = Set.of("--against", "--zone");
    private static final int GOOD = 0;
    private static final int BAD = 1;
    private static final int NOT_BEGUN = 2;

    private final Map<String, String> given = new HashMap<>();
    private final PrintStream out;

    private CheckPack(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] arguments) {
        System.exit(run(arguments, System.out));
    }

    /** @return the exit status */
    static int run(String[] arguments, PrintStream out) {
        CheckPack check = new CheckPack(out);
        try {
            return check.understood(arguments) ? check.run() : check.notBegun(USAGE);
        } catch (DateTimeException e) {
            return check.notBegun("--zone needs a time zone such as Africa/Lusaka");
        }
    }

    private int notBegun(String why) {
        out.println(why);
        return NOT_BEGUN;
    }

    private boolean understood(String[] arguments) {
        for (int i = 0; i < arguments.length; i++) {
            String argument = arguments[i];
            if (WITH_VALUE.contains(argument) && i + 1 < arguments.length) {
                given.put(argument, arguments[++i]);
            } else if (argument.equals("--strict") || !argument.startsWith("--") && !given.containsKey("folder")) {
                given.put(argument.equals("--strict") ? argument : "folder", argument);
            } else {
                return false;
            }
        }
        return given.containsKey("folder");
    }

    private int run() {
        ZoneId zone = ZoneId.of(given.getOrDefault("--zone", "UTC"));
        try {
            LoadedPack pack = LoadedPack.load(PackFolder.read(Path.of(given.get("folder"))), zone);
            pack.warnings().forEach(warning -> out.println("warning: " + warning));
            out.println(pack.title() + " may serve: " + pack.pack().rules().size() + " rules, " + pack.samples() + " samples, " + pack.warnings().size() + " warnings");
            if (given.containsKey("--against")) {
                return compare(zone, pack) ? strictly(pack) : BAD;
            }
            return strictly(pack);
        } catch (BadCountryPack e) {
            e.problems().forEach(out::println);
            out.println(e.problems().size() + " faults: the pack may not serve");
            return BAD;
        }
    }

    private int strictly(LoadedPack pack) {
        return given.containsKey("--strict") && !pack.warnings().isEmpty() ? BAD : GOOD;
    }

    private boolean compare(ZoneId zone, LoadedPack pack) {
        String other = given.get("--against");
        try {
            compare(LoadedPack.load(PackFolder.read(Path.of(other)), zone), pack);
            return true;
        } catch (BadCountryPack e) {
            e.problems().forEach(problem -> out.println(other + ": " + problem));
            out.println(e.problems().size() + " faults in the pack to compare with, so nothing was compared");
            return false;
        }
    }

    private void compare(LoadedPack before, LoadedPack after) {
        List<Difference> differences = before.differences(after);
        differences.forEach(out::println);
        out.println(differences.size() + " differences between " + before.title() + " and " + after.title() + " on the samples of both");
    }
}
