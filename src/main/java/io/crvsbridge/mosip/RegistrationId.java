package io.crvsbridge.mosip;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** MOSIP's registration id: 29 digits, centre, machine, sequence and UTC time, so that its head names the same key as the packet (MOSIP contract, section 2). */
final class RegistrationId {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final long SEQUENCES = 100_000;

    private RegistrationId() {}

    static String of(MosipSettings.Station station, long number, Instant at) {
        return station.center() + station.machine() + String.format(Locale.ROOT, "%05d", Math.floorMod(number, SEQUENCES)) + TIME.format(at);
    }
}
