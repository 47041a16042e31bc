package io.crvsbridge.action;

import io.crvsbridge.kernel.WhenDeclined;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.util.Optional;

/** What the country decided of an action, and by which rule of which pack. */
@Embeddable
class Ruling {

    @Enumerated(EnumType.STRING)
    @Column(nullable = false)
    private Decision decision;

    @Column(nullable = false)
    private String rule;

    @Column(name = "pack_version", nullable = false)
    private String packVersion;

    private String operation;

    @Enumerated(EnumType.STRING)
    @Column(name = "when_declined", nullable = false)
    private WhenDeclined whenDeclined;

    protected Ruling() {}

    Ruling(Decision decision, String rule, String packVersion, Optional<String> operation, WhenDeclined whenDeclined) {
        this.decision = decision;
        this.rule = rule;
        this.packVersion = packVersion;
        this.operation = operation.orElse(null);
        this.whenDeclined = whenDeclined;
    }

    /** What the national ID system is asked or told; {@code null} when it is nothing. */
    String operation() {
        return operation;
    }

    String rule() {
        return rule;
    }

    /** The pack's version, with what tells its content apart from another of the same version. */
    String packVersion() {
        return packVersion;
    }

    WhenDeclined whenDeclined() {
        return whenDeclined;
    }
}
