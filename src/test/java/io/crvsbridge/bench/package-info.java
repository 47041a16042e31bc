/** Measures a server that is as it will be in production, with its peers and the load on the same machine. Not run with the tests. */
package io.crvsbridge.bench;
