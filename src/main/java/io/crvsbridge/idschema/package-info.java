/** The ID schema of the national ID system: which fields a packet may have, how they are written, and whether one keeps to it. */
package io.crvsbridge.idschema;
