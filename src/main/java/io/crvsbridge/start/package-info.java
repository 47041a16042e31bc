/** What happens before any work: every setting is read, the schema is brought up to date. */
package io.crvsbridge.start;
