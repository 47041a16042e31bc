package io.crvsbridge.mosip;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** A moment as MOSIP writes it: UTC, always three digits of milliseconds (MOSIP contract, rule 2). */
final class WireTime {

    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private WireTime() {}

    static String of(Instant instant) {
        return FORMAT.format(instant);
    }
}
