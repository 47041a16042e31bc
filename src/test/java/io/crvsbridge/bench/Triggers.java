package io.crvsbridge.bench;

import io.crvsbridge.simulators.CoreEvent;
import io.crvsbridge.simulators.CoreSimulator;
import io.crvsbridge.simulators.Declaration;
import jakarta.json.JsonValue;
import java.net.URI;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Triggers made before the clock runs, since signing their tokens costs more than answering them: each of an event of its own. */
record Triggers(List<CoreEvent> events, List<byte[]> requests) {

    static Triggers births(CoreSimulator core, URI bridge, int count) {
        return of(core, bridge, count, Declaration::birth);
    }

    /** Births that the default rule accepts at once, since no parent was verified. */
    static Triggers notEligible(CoreSimulator core, URI bridge, int count) {
        return of(core, bridge, count, () -> Declaration.birth().mother("failed"));
    }

    private static Triggers of(CoreSimulator core, URI bridge, int count, Supplier<Declaration> declaration) {
        List<CoreEvent> events = IntStream.range(0, count).parallel().mapToObj(i -> core.declare(declaration.get())).toList();
        List<byte[]> requests = events.parallelStream().map(event -> {
            core.request(event, "REGISTER", JsonValue.EMPTY_JSON_OBJECT);
            return Wire.post(bridge, "/trigger/events/birth/actions/REGISTER", core.token(event).sign(), event.document().toString());
        }).toList();
        return new Triggers(events, requests);
    }

    int bytes() {
        return requests.get(0).length;
    }
}
