package io.crvsbridge.forms;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a section of a form can be offered beside the status of the identity, which it always has. */
public enum Offer {

    /** Logging in with eSignet. */
    ESIGNET,
    /** Reading an identity card's QR code. */
    READER,
    /** A button that asks whether the identifier is that of the person, by {@code POST /verify}. */
    CHECK;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Offer> named(String word) {
        return Arrays.stream(values()).filter(offer -> offer.word().equals(word)).findFirst();
    }
}
