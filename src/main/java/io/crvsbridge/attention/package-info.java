/** What a human should look at, without anything being held up by it. */
package io.crvsbridge.attention;
