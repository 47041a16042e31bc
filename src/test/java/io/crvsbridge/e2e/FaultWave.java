package io.crvsbridge.e2e;

import io.crvsbridge.simulators.Call;
import io.crvsbridge.simulators.CoreEvent;
import io.crvsbridge.simulators.Declaration;
import io.crvsbridge.simulators.Fault;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.Predicate;

/** Births with faults of their own: the peers misbehave towards one birth alone, so that all of them go at the same time. */
final class FaultWave {

    private final Bench bench;

    FaultWave(Bench bench) {
        this.bench = bench;
    }

    /** A birth whose call at this step meets the fault so often. */
    FaultCell cell(FaultStep step, FaultKind kind, int hits) {
        CoreEvent birth = declared(step);
        FaultCell cell = new FaultCell(step, kind, birth);
        // That an instance is there already is said by a workflow manager that has one: the first answer was lost.
        boolean already = step == FaultStep.WORKFLOW && kind == FaultKind.RPR_WIS_001;
        Fault fault = (already ? Fault.dropsAnswer() : kind.fault()).times(hits);
        place(cell, fault);
        return cell;
    }

    /** Holds a birth at a step until the cell is lifted. */
    FaultCell held(FaultStep step, FaultKind shown) {
        FaultCell cell = new FaultCell(step, shown, declared(step));
        place(cell, Fault.status(500));
        return cell;
    }

    private CoreEvent declared(FaultStep step) {
        return bench.core().declare(step.rejects() ? Declaration.birth().set("child.reason", FaultBench.REFUSE) : Declaration.birth());
    }

    private void place(FaultCell cell, Fault fault) {
        CoreEvent birth = cell.birth();
        switch (cell.step()) {
            case PACKET -> mosip(cell, fault.when(about(birth)));
            case WORKFLOW -> mosip(cell, fault.when(call -> bench.rids(birth).stream().anyMatch(call.text()::contains)));
            case KEY -> {
                String query = FaultBench.query(cell.kind());
                bench.mosip().credentials().keyAddress(birth, query);
                mosip(cell, fault.when(call -> query.equals(call.rawQuery())));
            }
            case ACCEPT, REJECT -> core(cell, cell.step(), fault.when(about(birth)));
            case EXCHANGE -> {
                core(cell, FaultStep.EXCHANGE, fault.when(about(birth)));
                core(cell, FaultStep.ACCEPT, Fault.status(401).when(about(birth).and(call -> !bySystem(call))));
            }
            case GET -> {
                core(cell, FaultStep.GET, fault.when(call -> call.rawQuery() != null && call.rawQuery().contains(birth.id())));
                Fault leading = Fault.status(500).when(about(birth));
                core(cell, FaultStep.REJECT, cell.kind() == FaultKind.REFUSED ? leading : leading.once());
            }
            default -> throw new IllegalArgumentException(cell.step() + " is the same for all births");
        }
    }

    private void mosip(FaultCell cell, Fault fault) {
        bench.mosip().faults().on(cell.step().endpoint(), fault);
        cell.with(fault);
    }

    private void core(FaultCell cell, FaultStep at, Fault fault) {
        bench.core().faults().on(at.endpoint(), fault);
        cell.with(fault);
    }

    static Predicate<Call> about(CoreEvent birth) {
        return call -> call.text().contains(birth.id());
    }

    /** Whether the bearer is a token that our system client was given in exchange. */
    private static boolean bySystem(Call call) {
        String[] parts = String.valueOf(call.header("Authorization")).split("\\.");
        return parts.length == 3 && new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8).contains("\"userType\":\"system\"");
    }

    /** Core announces it. One that the rule refuses is told so by an answer that Core never reads, so that the reject must do it. */
    void announce(FaultCell cell) {
        CoreEvent birth = cell.birth();
        int status;
        if (cell.step().rejects()) {
            bench.core().request(birth, "REGISTER", JsonValue.EMPTY_JSON_OBJECT);
            status = bench.send(bench.trigger(birth, bench.core().token(birth).sign())).statusCode();
        } else {
            status = bench.core().register(birth).status();
        }
        if (status != (cell.step().rejects() ? 400 : 202)) {
            throw new AssertionError(cell + " was answered " + status);
        }
    }
}
