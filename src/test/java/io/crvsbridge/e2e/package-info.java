/** The packaged server as a child process, with simulated peers around it and a real database behind it. */
package io.crvsbridge.e2e;
