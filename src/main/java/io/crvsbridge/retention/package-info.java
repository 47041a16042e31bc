/** How long personal data is kept: as the country pack says, unless the operator has set something else. */
package io.crvsbridge.retention;
