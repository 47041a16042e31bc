package io.crvsbridge.audit;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.temporal.ChronoUnit;

/** Appends to the audit trail within the caller's transaction: the change and its audit line are committed together or not at all. */
@Singleton
public class AuditTrail {

    /** The actor of everything the bridge does by itself. */
    public static final String BRIDGE = "bridge";

    private static final int MOST_DETAIL = 1000;

    @PersistenceContext(unitName = "bridge")
    EntityManager em;

    private final Clock clock;

    @Inject
    AuditTrail(Clock clock) {
        this.clock = clock;
    }

    /**
     * @param subject our id of what was changed, or an outside reference when there is no row
     * @param actor   who caused it, {@link #BRIDGE} for the bridge itself, never a name
     * @param detail  facts without personal data
     */
    public void record(AuditEventType type, String subject, String actor, String detail) {
        String bounded = detail != null && detail.length() > MOST_DETAIL ? detail.substring(0, MOST_DETAIL) : detail;
        em.persist(new AuditEvent(clock.instant().truncatedTo(ChronoUnit.MILLIS), type, subject, actor, bounded));
    }
}
