package io.crvsbridge.bench;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The table: a row for each figure, a column for each store. */
final class Report {

    private static final String HEAD = """
            # Performance

            Written by `mvn -Pbench`; do not change it by hand. One server with its default settings, its simulated peers and the load generator share one machine. Every
            request is a new event with a token of its own. "Accepted" births are worked on at the same time: while callers crowd in, workers step back.

            ## The machine

            """;

    private final Map<String, Map<String, String>> rows = new LinkedHashMap<>();
    private final Set<String> columns = new LinkedHashSet<>();

    void line(String figure, String store, String format, Object... values) {
        String text = String.format(Locale.ROOT, format, values);
        columns.add(store);
        rows.computeIfAbsent(figure, f -> new LinkedHashMap<>()).put(store, text);
        System.out.println(store + " | " + figure + " | " + text);
    }

    String markdown(String machine) {
        StringBuilder table = new StringBuilder(HEAD).append(machine).append("\n## The figures\n\n| figure |");
        columns.forEach(column -> table.append(' ').append(column).append(" |"));
        table.append("\n|---|").append("---|".repeat(columns.size())).append('\n');
        rows.forEach((figure, values) -> {
            table.append("| ").append(figure).append(" |");
            columns.forEach(column -> table.append(' ').append(values.getOrDefault(column, "-")).append(" |"));
            table.append('\n');
        });
        return table.toString();
    }
}
