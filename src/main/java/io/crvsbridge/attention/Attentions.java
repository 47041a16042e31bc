package io.crvsbridge.attention;

import io.crvsbridge.audit.AuditEventType;
import io.crvsbridge.audit.AuditTrail;
import io.crvsbridge.kernel.ActionKey;
import io.crvsbridge.database.Transactions;
import io.crvsbridge.vault.Vault;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Logger;

/** Raises attentions, one per kind and subject. */
@Singleton
public class Attentions {

    private static final Logger LOG = Logger.getLogger(Attentions.class.getName());

    private final AttentionRows rows;
    private final AuditTrail audit;
    private final Transactions transactions;
    private final Vault vault;
    private final Clock clock;

    @Inject
    Attentions(AttentionRows rows, AuditTrail audit, Transactions transactions, Vault vault, Clock clock) {
        this.rows = rows;
        this.audit = audit;
        this.transactions = transactions;
        this.vault = vault;
        this.clock = clock;
    }

    /**
     * Keeps an authentic trigger that could not be read, with the sealed token that alone can release the action in Core.
     *
     * @param path   path of the request
     * @param reason why it could not be read, without data of the document
     */
    public void unreadable(ActionKey key, String path, String reason, String token) {
        AtomicBoolean kept = new AtomicBoolean();
        try {
            transactions.run(() -> {
                if (!rows.has(Attention.Kind.UNREADABLE, key.actionId())) {
                    Attention attention = new Attention(Attention.Kind.UNREADABLE, key.actionId(), key.eventId(), path + ": " + reason, clock.instant());
                    attention.seal(vault.seal("attention.token:" + attention.id(), token.getBytes(StandardCharsets.UTF_8)));
                    keep(attention);
                    kept.set(true);
                }
            });
            if (kept.get()) {
                LOG.warning(() -> "CB120 Core holds action " + key.actionId() + " that could not be read (" + reason + "); kept as attention, a human must release it in Core");
            }
        } catch (RuntimeException e) {
            if (!known(key.actionId())) {
                throw e;
            }
        }
    }

    /** Within the caller's transaction, which holds a lock on what {@code subject} names. */
    public void raise(Attention.Kind kind, String subject, String eventId, String detail) {
        if (!rows.has(kind, subject)) {
            keep(new Attention(kind, subject, eventId, detail, clock.instant()));
        }
    }

    private void keep(Attention attention) {
        rows.add(attention);
        audit.record(AuditEventType.ATTENTION_RAISED, attention.subject(), AuditTrail.BRIDGE, attention.kind().name());
    }

    /** Two requests raised the same at once: one row is enough. */
    private boolean known(String subject) {
        return transactions.call(() -> rows.has(Attention.Kind.UNREADABLE, subject));
    }
}
