package io.crvsbridge.userinfo;

import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The queries behind {@link SignedUserinfo}; always within a transaction of the caller's. */
@Singleton
class UserinfoRows {

    @PersistenceContext(unitName = "bridge")
    EntityManager em;

    /** Adds a row; one that is there already stays as it is. */
    void add(KeptUserinfo row, String id) {
        if (em.find(KeptUserinfo.class, id) == null) {
            em.persist(row);
        }
    }

    Optional<KeptUserinfo> find(String id) {
        return Optional.ofNullable(em.find(KeptUserinfo.class, id));
    }

    /** @param subjects the person's hash under each of our keys */
    Optional<String> newest(List<String> subjects) {
        return em.createQuery("SELECT u.id FROM KeptUserinfo u WHERE u.subject IN :subjects ORDER BY u.keptAt DESC, u.id DESC", String.class)
                .setParameter("subjects", subjects).setMaxResults(1).getResultStream().findFirst();
    }

    List<String> due(Instant now, int limit) {
        return em.createQuery("SELECT u.id FROM KeptUserinfo u WHERE u.eraseAt <= :now ORDER BY u.eraseAt", String.class).setParameter("now", now).setMaxResults(limit).getResultList();
    }

    /** Whether it was there. */
    boolean remove(String id) {
        return em.createQuery("DELETE FROM KeptUserinfo u WHERE u.id = :id").setParameter("id", id).executeUpdate() > 0;
    }
}
