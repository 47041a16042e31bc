package io.crvsbridge.numbering;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** The registration number of one event: made once, unique across servers by constraint, the same for every later attempt of that event. */
@Entity
@Table(name = "registration_number")
public class RegistrationNumber {

    @Id
    @Column(name = "event_id")
    private String eventId;

    @Column(nullable = false, updatable = false, unique = true)
    private String number;

    @Column(name = "made_at", nullable = false, updatable = false)
    private Instant madeAt;

    protected RegistrationNumber() {}

    RegistrationNumber(String eventId, String number, Instant madeAt) {
        this.eventId = eventId;
        this.number = number;
        this.madeAt = madeAt;
    }

    String number() {
        return number;
    }
}
