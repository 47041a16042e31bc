/** The extension point for national ID systems: what a provider is asked, what it answers, and where it reports the outcomes it learns of. */
package io.crvsbridge.identity;
