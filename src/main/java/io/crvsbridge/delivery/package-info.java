/** The hub's messages after they are let in: stored before the hub is answered, judged afterwards, reported as outcomes, and acknowledged. */
package io.crvsbridge.delivery;
