/**
 * The peers of the bridge, simulated: OpenCRVS Core and MOSIP as real HTTP servers that behave as the measured ones do, traps included.
 *
 * <p>Nothing here may use the server's own code: a simulator that shares the bridge's cryptography or canonicalisation would share its
 * mistakes and prove nothing. Only the JDK and Jakarta JSON are used.
 */
package io.crvsbridge.simulators;
