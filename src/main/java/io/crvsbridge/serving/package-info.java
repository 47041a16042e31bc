/** Which country pack serves now: read at the start and again when its folder changes, and never one that is bad. */
package io.crvsbridge.serving;
