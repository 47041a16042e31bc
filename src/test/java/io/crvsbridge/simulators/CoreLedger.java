package io.crvsbridge.simulators;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** What Core saw of the bridge, for tests to judge by. */
public final class CoreLedger {

  private static final class Seen {
    final AtomicInteger acceptCalls = new AtomicInteger();
    final AtomicInteger rejectCalls = new AtomicInteger();
    final AtomicInteger inFlight = new AtomicInteger();
    final Set<String> transactionIds = ConcurrentHashMap.newKeySet();
    final Set<String> tokenKinds = ConcurrentHashMap.newKeySet();
  }

  private final CoreEvents events;
  private final Map<String, Seen> byEvent = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<String> earlyAccepts = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<String> parallelCalls = new ConcurrentLinkedQueue<>();
  private final Set<String> poisoned = ConcurrentHashMap.newKeySet();

  CoreLedger(CoreEvents events) {
    this.events = events;
  }

  /** How many Accepted REGISTER actions the event holds: one is right. */
  public long acceptedRegisters(CoreEvent event) {
    return event.actions().stream().filter(a -> CoreEvent.is(a, "type", "REGISTER") && CoreEvent.is(a, "status", "Accepted")).count();
  }

  public long rejectedRegisters(CoreEvent event) {
    return event.actions().stream().filter(a -> CoreEvent.is(a, "type", "REGISTER") && CoreEvent.is(a, "status", "Rejected")).count();
  }

  public Optional<String> registrationNumber(CoreEvent event) {
    return event.find(a -> a.containsKey("registrationNumber") && CoreEvent.is(a, "status", "Accepted")).map(a -> a.getString("registrationNumber"));
  }

  /** The declaration as Core aggregates it now. */
  public JsonObject declaration(CoreEvent event) {
    return Aggregate.of(event);
  }

  public int acceptCalls(CoreEvent event) {
    return seen(event.id()).acceptCalls.get();
  }

  public int rejectCalls(CoreEvent event) {
    return seen(event.id()).rejectCalls.get();
  }

  /** The transaction ids the bridge used for this event. */
  public Set<String> transactionIds(CoreEvent event) {
    return Set.copyOf(seen(event.id()).transactionIds);
  }

  /** Of {@code record}, {@code exchanged-by-user}, {@code exchanged-by-system}. */
  public Set<String> tokenKinds(CoreEvent event) {
    return Set.copyOf(seen(event.id()).tokenKinds);
  }

  /** Accepts and rejects (event/action) that came before Core had read the answer to the trigger. */
  public List<String> earlyAccepts() {
    return List.copyOf(earlyAccepts);
  }

  /** Accepts and rejects (event/action) that overlapped with another for the same event. */
  public List<String> parallelCalls() {
    return List.copyOf(parallelCalls);
  }

  /** The events that hold a field no form declares. */
  public Set<String> poisoned() {
    return Set.copyOf(poisoned);
  }

  public List<CoreEvent> events() {
    return List.copyOf(events.all());
  }

  void confirming(String eventId, String actionId, boolean accept, String transactionId, String tokenKind, boolean early) {
    Seen seen = seen(eventId);
    (accept ? seen.acceptCalls : seen.rejectCalls).incrementAndGet();
    seen.transactionIds.add(transactionId);
    seen.tokenKinds.add(tokenKind);
    if (early) {
      earlyAccepts.add(eventId + "/" + actionId);
    }
    if (seen.inFlight.getAndIncrement() > 0) {
      parallelCalls.add(eventId + "/" + actionId);
    }
  }

  void confirmed(String eventId) {
    seen(eventId).inFlight.decrementAndGet();
  }

  void poisons(String eventId) {
    poisoned.add(eventId);
  }

  boolean isPoisoned(String eventId) {
    return poisoned.contains(eventId);
  }

  private Seen seen(String eventId) {
    return byEvent.computeIfAbsent(eventId, id -> new Seen());
  }
}
