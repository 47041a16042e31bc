/**
 * What a country pack would make of an action, without anything being done: the pack's samples, which are run when it is loaded, and the comparison of two packs. A
 * pack that serves was loaded here.
 */
package io.crvsbridge.rehearsal;
