/** What whoever builds a country's form may read of the country pack, ready for use. Nothing personal, nothing secret. */
package io.crvsbridge.publication;
