/** Core's way in: its triggers are checked, judged, stored and answered; what is not ours goes on to the country's own country config. */
package io.crvsbridge.trigger;
