/** What a candidate of the country pack would decide and send differently, told before it serves: names of fields and rules, never values. */
package io.crvsbridge.impact;
