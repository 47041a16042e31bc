/** The pending action: its states, leases and history, its packet, its registration number, and the attentions raised for humans. The row is the truth. */
package io.crvsbridge.action;
