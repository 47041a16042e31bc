package io.crvsbridge.bench;

import io.crvsbridge.simulators.CoreEvent;
import io.crvsbridge.simulators.CoreSimulator;
import io.crvsbridge.simulators.Declaration;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Triggers made before the clock runs, since signing their tokens costs more than answering them: each of an event of its own. */
record Triggers(List<CoreEvent> events, List<byte[]> requests) {

    static Triggers births(CoreSimulator core, URI bridge, int count) {
        return of(core, bridge, count, "birth", Declaration::birth);
    }

    /** Of people who had a national identifier. */
    static Triggers deaths(CoreSimulator core, URI bridge, int count) {
        return of(core, bridge, count, "death", Declaration::death);
    }

    /** Approved corrections of the names of children who have an identifier. */
    static Triggers corrections(CoreSimulator core, URI bridge, int count) {
        List<CoreEvent> events = IntStream.range(0, count).parallel().mapToObj(i -> corrected(core)).toList();
        return new Triggers(events, events.parallelStream().map(event -> Wire.post(bridge, "/trigger/events/birth/actions/APPROVE_CORRECTION", core.token(event).sign(),
                event.document().toString())).toList());
    }

    private static CoreEvent corrected(CoreSimulator core) {
        String number = UUID.randomUUID().toString().replace("-", "").substring(0, 12);
        CoreEvent event = core.registeredBirth(Declaration.birth().set("child.nid", Long.toString(ThreadLocalRandom.current().nextLong(1_000_000_000L, 9_999_999_999L))), number);
        JsonObject name = Json.createObjectBuilder().add("firstname", "Corrected").add("surname", number).build();
        JsonObject declaration = Json.createObjectBuilder().add("child.name", name).build();
        String asked = core.request(event, "REQUEST_CORRECTION", Json.createObjectBuilder().add("declaration", declaration).build());
        core.decideElsewhere(event, asked, "Accepted", null);
        String accepted = event.actions().stream().filter(action -> asked.equals(action.getString("originalActionId", ""))).findFirst().orElseThrow().getString("id");
        core.request(event, "APPROVE_CORRECTION", Json.createObjectBuilder().add("requestId", accepted).build());
        return event;
    }

    /** Births that the default rule accepts at once, since no parent was verified. */
    static Triggers notEligible(CoreSimulator core, URI bridge, int count) {
        return of(core, bridge, count, "birth", () -> Declaration.birth().mother("failed"));
    }

    private static Triggers of(CoreSimulator core, URI bridge, int count, String type, Supplier<Declaration> declaration) {
        List<CoreEvent> events = IntStream.range(0, count).parallel().mapToObj(i -> core.declare(declaration.get())).toList();
        List<byte[]> requests = events.parallelStream().map(event -> {
            core.request(event, "REGISTER", JsonValue.EMPTY_JSON_OBJECT);
            return Wire.post(bridge, "/trigger/events/" + type + "/actions/REGISTER", core.token(event).sign(), event.document().toString());
        }).toList();
        return new Triggers(events, requests);
    }

    int bytes() {
        return requests.get(0).length;
    }
}
