/** OpenCRVS Core as a peer: its keys and tokens, and the way out to it, accept and reject. */
package io.crvsbridge.opencrvs;
