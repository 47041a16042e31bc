package io.crvsbridge.e2e;

import io.crvsbridge.simulators.CoreAuth;
import java.nio.file.Path;
import java.util.Arrays;
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
        String rule = RULES + "    - name: refused\n      when: child.reason == '" + REFUSE + "'\n      then: refuse\n      reason: refused by the rule\n\n";
        return PackVariant.of((file, text) -> file.equals("birth.yaml") ? PackVariant.replaced(text, RULES, rule) : text);
    }
}
