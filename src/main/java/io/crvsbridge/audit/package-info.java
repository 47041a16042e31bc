/** The append-only audit trail: written in the transaction of the change, chained afterwards by a sealer. */
package io.crvsbridge.audit;
