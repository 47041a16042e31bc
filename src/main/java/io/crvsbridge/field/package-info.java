/** What one part of a packet says: fields in the forms of the ID schema, codes, labels and documents, each from expressions over the declaration. */
package io.crvsbridge.field;
