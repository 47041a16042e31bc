/** What people are told, in the languages of the country: a text for each message, with places for what differs. */
package io.crvsbridge.texts;
