/** The rules of a country: under which condition which verdict, what is asked before, and what is set. The language of the conditions is the room {@code expression}. */
package io.crvsbridge.rule;
