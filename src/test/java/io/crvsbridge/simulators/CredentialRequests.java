package io.crvsbridge.simulators;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** MOSIP's credential requests: every event carries the id of one, and one that failed waits for somebody to retrigger it (MOSIP contract, section 5.6). */
public final class CredentialRequests {

  /** How far a request is. */
  public enum State {
    NEW,
    ISSUED,
    FAILED,
    RETRY
  }

  /** The asking for one person's credential. */
  record Request(String id, String rid, State state, String updated) {}

  // In the order of their last change.
  private final Map<String, Request> byId = new LinkedHashMap<>();
  private final Map<String, List<String>> idsByRid = new HashMap<>();
  private final Countdown failures = new Countdown();
  private volatile long delayMillis;

  /** The next so many issues fail, whoever caused them: the request is FAILED and no event comes of it. */
  public void fail(int next) {
    failures.set(next);
  }

  /** How long a request stays NEW or RETRY when somebody asked for it. */
  public void delayMillis(long millis) {
    delayMillis = millis;
  }

  long delayMillis() {
    return delayMillis;
  }

  /** The requests for a RID, oldest first. */
  public synchronized List<String> ids(String rid) {
    return List.copyOf(idsByRid.getOrDefault(rid, List.of()));
  }

  public synchronized Optional<State> state(String requestId) {
    return find(requestId).map(Request::state);
  }

  synchronized boolean knows(String requestId) {
    return byId.containsKey(requestId);
  }

  synchronized Optional<Request> find(String requestId) {
    return Optional.ofNullable(byId.get(requestId));
  }

  /** Those in a state, the last to change first. */
  synchronized List<Request> in(String state) {
    List<Request> found = new ArrayList<>(byId.values());
    found.removeIf(request -> !request.state().name().equals(state));
    Collections.reverse(found);
    return found;
  }

  synchronized String open(String rid) {
    String id = UUID.randomUUID().toString();
    idsByRid.computeIfAbsent(rid, key -> new ArrayList<>()).add(id);
    put(id, rid, State.NEW);
    return id;
  }

  /** The last request for a RID, or one that is made up for an event by hand. */
  synchronized String current(String rid) {
    List<String> ids = ids(rid);
    if (!ids.isEmpty()) {
      return ids.get(ids.size() - 1);
    }
    String id = open(rid);
    put(id, rid, State.ISSUED);
    return id;
  }

  synchronized void failed(String requestId) {
    put(requestId, byId.get(requestId).rid(), State.FAILED);
  }

  synchronized void retry(String requestId) {
    put(requestId, byId.get(requestId).rid(), State.RETRY);
  }

  /** Whether the issue succeeds; the request's state says so from now on. */
  synchronized boolean issues(String requestId) {
    boolean issued = !failures.hit();
    put(requestId, byId.get(requestId).rid(), issued ? State.ISSUED : State.FAILED);
    return issued;
  }

  private void put(String id, String rid, State state) {
    byId.remove(id);
    byId.put(id, new Request(id, rid, state, CoreEvents.now()));
  }
}
