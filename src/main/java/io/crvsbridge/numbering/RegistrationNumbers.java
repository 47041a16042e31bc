package io.crvsbridge.numbering;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.function.Supplier;

/** The registration numbers that were given: one for each event, and no two the same. */
@Singleton
public class RegistrationNumbers {

    /** What is drawn at random or counted may hit upon numbers that records have already, such as those of a format before. */
    private static final int TRIES = 5;

    @PersistenceContext(unitName = "bridge")
    EntityManager em;

    private final Sequences sequences;

    @Inject
    RegistrationNumbers(Sequences sequences) {
        this.sequences = sequences;
    }

    /**
     * The event's number; the first call makes it. Within a transaction, which fails when another server gives the same number at the same moment.
     *
     * @param document what is stored of the action, for a recipe that needs it
     * @throws NoNumber when the recipe makes none, or none that no other record has
     */
    public String of(String eventId, String eventType, Recipe recipe, Supplier<byte[]> document, Instant now) throws NoNumber {
        RegistrationNumber row = em.find(RegistrationNumber.class, eventId);
        if (row == null) {
            row = new RegistrationNumber(eventId, free(eventType, recipe, document), now);
            em.persist(row);
        }
        return row.number();
    }

    /** Notes the number that came along with an event's registration, in place of an earlier one. Within a transaction. @return false when it is another event's */
    public boolean brought(String eventId, String number, Instant now) {
        boolean taken = !em.createQuery("SELECT r.number FROM RegistrationNumber r WHERE r.number = :number AND r.eventId <> :event", String.class).setParameter("number", number)
                .setParameter("event", eventId).setMaxResults(1).getResultList().isEmpty();
        RegistrationNumber row = taken ? null : em.find(RegistrationNumber.class, eventId);
        if (row != null) {
            row.become(number);
        } else if (!taken) {
            em.persist(new RegistrationNumber(eventId, number, now));
        }
        return !taken;
    }

    private String free(String eventType, Recipe recipe, Supplier<byte[]> document) throws NoNumber {
        String last = "";
        for (int tried = 0; tried < TRIES; tried++) {
            Recipe.Proposal proposal = recipe.number(eventType, document, sequences::next);
            if (!proposal.mayClash() || !given(proposal.number())) {
                return proposal.number();
            }
            if (proposal.number().equals(last)) {
                break;
            }
            last = proposal.number();
        }
        throw new NoNumber("another record has the registration number that the country pack gives");
    }

    private boolean given(String number) {
        return !em.createQuery("SELECT r.number FROM RegistrationNumber r WHERE r.number = :number", String.class).setParameter("number", number).getResultList().isEmpty();
    }
}
