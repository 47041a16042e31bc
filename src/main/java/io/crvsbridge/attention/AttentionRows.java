package io.crvsbridge.attention;

import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

/** The queries behind {@link Attentions}; always within a transaction of the caller's. */
@Singleton
class AttentionRows {

    @PersistenceContext(unitName = "bridge")
    EntityManager em;

    void add(Attention attention) {
        em.persist(attention);
    }

    boolean has(Attention.Kind kind, String subject) {
        return !em.createQuery("SELECT a.id FROM Attention a WHERE a.kind = :kind AND a.subject = :subject", String.class)
                .setParameter("kind", kind).setParameter("subject", subject).getResultList().isEmpty();
    }
}
