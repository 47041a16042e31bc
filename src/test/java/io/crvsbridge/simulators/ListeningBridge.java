package io.crvsbridge.simulators;

import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Stands where the bridge would: keeps what the peers send and answers as the test says. */
final class ListeningBridge implements AutoCloseable {

  private final Peer peer = new Peer("listening-bridge", 0);
  private final List<Call> triggers = new CopyOnWriteArrayList<>();
  private final List<Call> intents = new CopyOnWriteArrayList<>();
  private final List<Call> deliveries = new CopyOnWriteArrayList<>();
  volatile Function<Call, Answer> onTrigger = call -> Answer.of(202, "application/json", "");
  volatile Function<Call, Answer> onIntent = call -> Answer.of(200, "text/plain", call.query().getOrDefault("hub.challenge", ""));
  volatile Function<Call, Answer> onDelivery = call -> Answer.of(200, "text/plain", "");

  ListeningBridge() {
    peer.route("trigger", call -> call.path().startsWith("/trigger/"), call -> kept(triggers, call, onTrigger));
    peer.route("intent", call -> call.method().equals("GET"), call -> kept(intents, call, onIntent));
    peer.route("delivery", call -> call.path().startsWith("/websub/callback"), call -> kept(deliveries, call, onDelivery));
  }

  private static Answer kept(List<Call> in, Call call, Function<Call, Answer> answer) {
    in.add(call);
    return answer.apply(call);
  }

  URI base() {
    return peer.base();
  }

  URI callback() {
    return peer.base().resolve("/websub/callback");
  }

  Faults faults() {
    return peer.faults();
  }

  List<Call> triggers() {
    return triggers;
  }

  List<Call> intents() {
    return intents;
  }

  List<Call> deliveries() {
    return deliveries;
  }

  @Override
  public void close() {
    peer.close();
  }
}
