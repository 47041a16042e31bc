/** RFC 9457 problem details: the types, the one exception that crosses rooms, and the one mapper that writes them. */
package io.crvsbridge.problem;
