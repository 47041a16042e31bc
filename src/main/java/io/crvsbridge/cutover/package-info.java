/** A command of its own, not a part of the server: hands the waiting rows of a mosip-api database over to a running server. */
package io.crvsbridge.cutover;
