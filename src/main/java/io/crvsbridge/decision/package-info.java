/** A human's decision of what a rule of the country leaves to one: what waits for it, and taking it. */
package io.crvsbridge.decision;
