/** What is to be told to people: queued with the change that it speaks of. */
package io.crvsbridge.notice;
