/** The clocks besides the machine's own, and what runs by them: made so that a clock that is set forward or back by an hour loses nothing, hastens nothing and stops nothing. */
package io.crvsbridge.time;
