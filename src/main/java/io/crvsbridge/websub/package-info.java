/** MOSIP's hub: our subscriptions there, its questions about them, and the gate for what it brings. */
package io.crvsbridge.websub;
