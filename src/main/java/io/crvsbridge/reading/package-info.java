/** What Core says of other records, places and users, read before a rule's verdict is told. */
package io.crvsbridge.reading;
