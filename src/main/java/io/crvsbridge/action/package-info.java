/** The pending action: its states, leases and history, and its registration number; how it comes by its packet and what the packet's outcome does to it. The row is the truth. */
package io.crvsbridge.action;
