/** What came while the database was away: sealed files that outlast a crash, and their way into the database once it is back. */
package io.crvsbridge.journal;
