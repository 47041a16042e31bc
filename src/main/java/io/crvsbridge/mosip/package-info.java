/** The provider of {@link io.crvsbridge.identity.NationalIdSystem} for MOSIP: logins, packets and workflows. */
package io.crvsbridge.mosip;
