package io.crvsbridge.simulators;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.atomic.AtomicInteger;

/** What MOSIP saw of the bridge, for tests to judge by. */
public final class MosipLedger {

  private static final String RECORD = "crvsRecordRef";

  /** How a workflow ended, or why it waits. */
  public enum Outcome {
    PROCESSED,
    FAILED,
    REJECTED,
    /** It waits for additional information. */
    PAUSED,
    /** Given up after many attempts; no event tells of it. */
    REPROCESS_FAILED
  }

  /** One delivery to a subscriber; status 0 means that no answer came. */
  public record Delivery(String topic, String rid, String eventId, int attempts, int status, boolean lost) {}

  private final Map<String, AtomicInteger> packetCalls = new ConcurrentHashMap<>();
  private final Map<String, Packet> packets = new ConcurrentHashMap<>();
  private final Map<String, Set<String>> byRecord = new ConcurrentHashMap<>();
  private final Map<String, String> workflowInstances = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> workflowCalls = new ConcurrentHashMap<>();
  private final Map<String, Outcome> outcomes = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> credentials = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> reissues = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> retriggers = new ConcurrentHashMap<>();
  private final Set<String> identities = ConcurrentHashMap.newKeySet();
  private final AtomicInteger shareFetches = new AtomicInteger();
  private final ConcurrentLinkedQueue<Delivery> deliveries = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<String> violations = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<String> dropped = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<String> acknowledged = new ConcurrentLinkedQueue<>();
  private volatile Packet lastPacket;

  /** The RIDs for which a packet was stored. */
  public List<String> packetIds() {
    return List.copyOf(packets.keySet());
  }

  public int packetCalls(String rid) {
    return count(packetCalls, rid);
  }

  public Optional<Packet> packet(String rid) {
    return Optional.ofNullable(packets.get(rid));
  }

  public Optional<Packet> lastPacket() {
    return Optional.ofNullable(lastPacket);
  }

  /** RIDs whose packet carries this label in its metaData, such as the record's reference. */
  public List<String> packetIdsLabelled(String label, String value) {
    if (label.equals(RECORD)) {
      return List.copyOf(byRecord.getOrDefault(value, Set.of()));
    }
    return packets.values().stream().filter(p -> p.label("metaData", label).filter(value::equals).isPresent()).map(Packet::id).toList();
  }

  public List<String> workflowIds() {
    return List.copyOf(workflowInstances.keySet());
  }

  public int workflowCalls(String rid) {
    return count(workflowCalls, rid);
  }

  public Optional<Outcome> outcome(String rid) {
    return Optional.ofNullable(outcomes.get(rid));
  }

  public int credentials(String rid) {
    return count(credentials, rid);
  }

  /** How often a RID's credential was asked for once more, and MOSIP took it on. */
  public int reissues(String rid) {
    return count(reissues, rid);
  }

  /** How often a credential request was retriggered. */
  public int retriggers(String requestId) {
    return count(retriggers, requestId);
  }

  /** How many shared credentials were fetched. */
  boolean hasIdentity(String rid) {
    return identities.contains(rid);
  }

  void identityMade(String rid) {
    identities.add(rid);
  }

  public int shareFetches() {
    return shareFetches.get();
  }

  /** Of all topics. */
  public List<Delivery> deliveries() {
    return List.copyOf(deliveries);
  }

  /** The deliveries of a RID's credentials. */
  public List<Delivery> deliveries(String rid) {
    return deliveries.stream().filter(d -> rid.equals(d.rid()) && Hub.isCredential(d.topic())).toList();
  }

  /** What was told of a RID on one topic, such as that of completed workflows. */
  public List<Delivery> deliveries(String topic, String rid) {
    return deliveries.stream().filter(d -> rid.equals(d.rid()) && topic.equals(d.topic())).toList();
  }

  /** Things a correct bridge never does, in words: parallel packets, a packet after its workflow, a malformed RID, an update of nobody. */
  public List<String> violations() {
    return List.copyOf(violations);
  }

  /** Fields that MOSIP dropped without a word, as {@code rid/field}. */
  public List<String> droppedFields() {
    return List.copyOf(dropped);
  }

  /** The request ids of acknowledged credentials. */
  public List<String> acknowledged() {
    return List.copyOf(acknowledged);
  }

  void packetCalled(String rid) {
    packetCalls.computeIfAbsent(rid, id -> new AtomicInteger()).incrementAndGet();
  }

  void stored(Packet packet) {
    packets.put(packet.id(), packet);
    packet.label("metaData", RECORD).ifPresent(record -> byRecord.computeIfAbsent(record, key -> new CopyOnWriteArraySet<>()).add(packet.id()));
    lastPacket = packet;
  }

  void dropped(String rid, String field) {
    dropped.add(rid + "/" + field);
  }

  void workflowCalled(String rid) {
    workflowCalls.computeIfAbsent(rid, id -> new AtomicInteger()).incrementAndGet();
  }

  void workflowStarted(String rid, String instanceId) {
    workflowInstances.put(rid, instanceId);
  }

  boolean hasWorkflow(String rid) {
    return workflowInstances.containsKey(rid);
  }

  void ended(String rid, Outcome outcome) {
    outcomes.put(rid, outcome);
  }

  void credentialIssued(String rid) {
    credentials.computeIfAbsent(rid, id -> new AtomicInteger()).incrementAndGet();
  }

  void reissued(String rid) {
    reissues.computeIfAbsent(rid, id -> new AtomicInteger()).incrementAndGet();
  }

  void retriggered(String requestId) {
    retriggers.computeIfAbsent(requestId, id -> new AtomicInteger()).incrementAndGet();
  }

  void shareFetched() {
    shareFetches.incrementAndGet();
  }

  void delivered(Delivery delivery) {
    deliveries.add(delivery);
  }

  void violation(String what) {
    violations.add(what);
  }

  void acknowledged(String requestId) {
    acknowledged.add(requestId);
  }

  private static int count(Map<String, AtomicInteger> counters, String key) {
    AtomicInteger counter = counters.get(key);
    return counter == null ? 0 : counter.get();
  }
}
