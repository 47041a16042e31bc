/** Both directions to OpenCRVS Core: triggers in, accept and reject out. */
package io.crvsbridge.opencrvs;
