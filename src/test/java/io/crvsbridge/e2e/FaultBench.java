package io.crvsbridge.e2e;

import io.crvsbridge.simulators.CoreAuth;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A bench for the fault matrix: with a system client, a rule that refuses, a hub that is asked all the time, and an address of the issuer's key for each fault. */
final class FaultBench {

    /** The value of {@code child.reason} that the pack's first rule refuses. */
    static final String REFUSE = "refuse this one";
    private static final String RULES = "actions:\n  REGISTER:\n";

    private FaultBench() {}

    static Bench prepared(Store store) {
        Bench bench = Bench.prepared("faults", store);
        Stream<String> keys = Stream.concat(Stream.of(bench.mosip().credentials().verificationMethod()),
                Arrays.stream(FaultKind.values()).map(kind -> bench.mosip().credentials().verificationMethod(query(kind))));
        bench.server().set(Map.of(
                "OPENCRVS_CLIENT_ID", CoreAuth.CLIENT_ID,
                "OPENCRVS_CLIENT_SECRET", CoreAuth.CLIENT_SECRET,
                "WEBSUB_RESUBSCRIBE_EVERY", "2s",
                "COUNTRY_PACK", pack().toString(),
                "MOSIP_VERIFIABLE_CREDENTIAL_ALLOWLIST", keys.collect(Collectors.joining(","))));
        return bench;
    }

    static String query(FaultKind kind) {
        return "for=" + kind.name();
    }

    /** The default pack with one more rule in front. */
    private static Path pack() {
        try {
            Path from = Path.of("src/main/resources/country/default");
            Path to = Files.createDirectories(Path.of("target", "e2e", "refusing-pack")).toAbsolutePath();
            List<Path> files;
            try (Stream<Path> listed = Files.list(from)) {
                files = listed.filter(Files::isRegularFile).toList();
            }
            for (Path file : files) {
                String text = Files.readString(file);
                boolean birth = file.endsWith("birth.yaml");
                if (birth && !text.contains(RULES)) {
                    throw new IllegalStateException("the default pack has another form now");
                }
                String rule = RULES + "    - name: refused\n      when: child.reason == '" + REFUSE + "'\n      then: refuse\n      reason: refused by the rule\n\n";
                Files.writeString(to.resolve(file.getFileName()), birth ? text.replace(RULES, rule) : text);
            }
            return to;
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
