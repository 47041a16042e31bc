/** The database as every room meets it: transactions, leases on rows and on jobs, and whether it is there at all. */
package io.crvsbridge.database;
