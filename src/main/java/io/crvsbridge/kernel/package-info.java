/** What every room shares: value types, settings, the clock, transactions, and the work list that the dispatcher drives. Depends on nothing. */
package io.crvsbridge.kernel;
