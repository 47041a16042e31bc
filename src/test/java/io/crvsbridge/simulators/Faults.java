package io.crvsbridge.simulators;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The faults of one peer by endpoint, switchable while it runs. Several on one endpoint strike one after the other. */
public final class Faults {

  /** Names every endpoint of the peer. */
  public static final String EVERYWHERE = "*";

  private final Map<String, List<Fault>> byEndpoint = new ConcurrentHashMap<>();

  public Faults on(String endpoint, Fault fault) {
    byEndpoint.computeIfAbsent(endpoint, name -> new CopyOnWriteArrayList<>()).add(fault);
    return this;
  }

  public void clear(String endpoint) {
    List<Fault> removed = byEndpoint.remove(endpoint);
    if (removed != null) {
      removed.forEach(Fault::clear);
    }
  }

  public void clear() {
    List.copyOf(byEndpoint.keySet()).forEach(this::clear);
  }

  Optional<Fault> striking(String endpoint, Call call) {
    return first(EVERYWHERE, call).or(() -> first(endpoint, call));
  }

  private Optional<Fault> first(String endpoint, Call call) {
    List<Fault> faults = byEndpoint.getOrDefault(endpoint, List.of());
    for (Fault fault : faults) {
      if (fault.spent()) {
        faults.remove(fault);
      } else if (fault.strikes(call)) {
        return Optional.of(fault);
      }
    }
    return Optional.empty();
  }
}
