package io.crvsbridge.simulators;

/** One thing a peer can be asked. */
@FunctionalInterface
interface Endpoint {
  Answer answer(Call call);
}
