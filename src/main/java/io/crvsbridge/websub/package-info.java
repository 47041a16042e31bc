/** MOSIP's hub: our subscription, its deliveries, durable before the hub is answered, and what their credentials are worth. */
package io.crvsbridge.websub;
