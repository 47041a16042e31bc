/**
 * The provider of {@link io.crvsbridge.identity.NationalIdSystem} for MOSIP: packets and workflows out, WebSub deliveries in, credentials opened,
 * proved, compared and reported. Only what a signature covers is believed, and a delivery is durable before the hub is answered.
 */
package io.crvsbridge.mosip;
