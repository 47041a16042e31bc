/** What the national ID system knows a record by: the packet, how far it has come, and when its outcome is to be asked for. */
package io.crvsbridge.packet;
