package io.crvsbridge.numbering;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** The registration number of one event: made once, or brought along by who makes them, unique across servers by constraint, the same for every later attempt of that event. */
@Entity
@Table(name = "registration_number")
public class RegistrationNumber {

    @Id
    @Column(name = "event_id")
    private String eventId;

    @Column(nullable = false, unique = true)
    private String number;

    @Column(name = "made_at", nullable = false, updatable = false)
    private Instant madeAt;

    protected RegistrationNumber() {}

    RegistrationNumber(String eventId, String number, Instant madeAt) {
        this.eventId = eventId;
        this.number = number;
        this.madeAt = madeAt;
    }

    /** Somebody who makes the numbers himself has made another one for a later attempt. */
    void become(String other) {
        number = other;
    }

    String number() {
        return number;
    }
}
