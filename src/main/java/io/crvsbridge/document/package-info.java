/** What an action is about: Core's event document, read strictly and aggregated exactly as Core does, or a packet that a country config hands over ready-made. */
package io.crvsbridge.document;
