package io.crvsbridge.impact;

import io.crvsbridge.action.ActionSeal;
import io.crvsbridge.audit.AuditEventType;
import io.crvsbridge.audit.AuditTrail;
import io.crvsbridge.database.Transactions;
import io.crvsbridge.kernel.Additions;
import io.crvsbridge.vault.Vault;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Optional;

/** What the actions are about that have not ended, opened to be looked at. Each look leaves a line in the audit trail. */
@Singleton
class OpenDocuments {

    private static final String OPEN = """
            SELECT a.id, a.actionId, a.ruling.rule, a.registrationNumber, a.sealed.document, a.sealed.additions FROM PendingAction a WHERE a.endedAt IS NULL AND a.id > :after ORDER BY a.id""";

    @PersistenceContext(unitName = "bridge")
    EntityManager em;

    private final Transactions transactions;
    private final ActionSeal seal;
    private final AuditTrail audit;

    @Inject
    OpenDocuments(Transactions transactions, ActionSeal seal, AuditTrail audit) {
        this.transactions = transactions;
        this.seal = seal;
        this.audit = audit;
    }

    /**
     * An action that has not ended.
     *
     * @param id       ours
     * @param actionId Core's
     * @param rule     that judged it
     * @param document what it is about; empty when it is erased or does not open
     * @param additions what has come to it since
     */
    record OpenDocument(String id, String actionId, String rule, Optional<String> registrationNumber, byte[] document, Additions additions) {

        /** Masked: the document is personal. */
        @Override
        public String toString() {
            return "OpenDocument[" + id + "]";
        }
    }

    /**
     * The next few, by our ids.
     *
     * @param after the id of the last one seen, empty for the first
     * @param actor who looks, by an account and never a name
     * @param why   for the audit trail, without personal data
     */
    List<OpenDocument> after(String after, int most, String actor, String why) {
        return transactions.call(() -> {
            List<OpenDocument> found = em.createQuery(OPEN, Object[].class).setParameter("after", after).setMaxResults(most).getResultStream().map(this::opened).toList();
            audit.record(AuditEventType.DOCUMENTS_LOOKED_THROUGH, found.isEmpty() ? "-" : found.get(0).id(), actor, why + " documents=" + found.size());
            return found;
        });
    }

    private OpenDocument opened(Object[] row) {
        String id = (String) row[0];
        Optional<String> number = Optional.ofNullable((String) row[3]);
        try {
            byte[] document = row[4] == null ? new byte[0] : seal.document(id, (byte[]) row[4]);
            return new OpenDocument(id, (String) row[1], (String) row[2], number, document, seal.additions(id, (byte[]) row[5]));
        } catch (Vault.SealBroken e) {
            return new OpenDocument(id, (String) row[1], (String) row[2], number, new byte[0], Additions.NONE);
        }
    }
}
