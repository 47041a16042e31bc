/** Which country pack serves now. */
package io.crvsbridge.serving;
