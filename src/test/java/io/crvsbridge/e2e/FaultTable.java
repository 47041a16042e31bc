package io.crvsbridge.e2e;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;

/** The fault matrix as text. */
final class FaultTable {

    private final Map<FaultKind, Map<FaultStep, String>> cells = new EnumMap<>(FaultKind.class);

    FaultTable(Collection<FaultCell> all) {
        all.forEach(cell -> cells.computeIfAbsent(cell.kind(), kind -> new EnumMap<>(FaultStep.class)).put(cell.step(), cell.shown()));
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("%-20s".formatted("fault \\ call"));
        for (FaultStep step : FaultStep.values()) {
            text.append("| %-19s".formatted(step));
        }
        for (FaultKind kind : FaultKind.values()) {
            text.append("\n%-20s".formatted(kind));
            for (FaultStep step : FaultStep.values()) {
                text.append("| %-19s".formatted(cells.getOrDefault(kind, Map.of()).getOrDefault(step, "-")));
            }
        }
        return text.append("\n").toString();
    }
}
