/** The packaged server between a simulated Core and a simulated MOSIP, to watch. */
package io.crvsbridge.demo;
