/** Registration numbers: how a country makes them, and the sequences that it counts them by. */
package io.crvsbridge.numbering;
