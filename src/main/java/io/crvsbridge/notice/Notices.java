package io.crvsbridge.notice;

import io.crvsbridge.action.Setback;
import io.crvsbridge.time.RowClock;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

/** Queues notices, each in the transaction of what it tells. */
@Singleton
class Notices {

    @PersistenceContext(unitName = "bridge")
    EntityManager em;

    private final RowClock clock;

    @Inject
    Notices(RowClock clock) {
        this.clock = clock;
    }

    void queue(@Observes Setback setback) {
        em.persist(new Notice(setback, clock.instant()));
    }
}
