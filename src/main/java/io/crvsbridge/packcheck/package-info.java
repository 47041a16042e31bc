/** A command of its own, outside the server: checks a country pack as the server would, and compares two. Needs neither server nor network. */
package io.crvsbridge.packcheck;
