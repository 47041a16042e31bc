package io.crvsbridge.userinfo;

import io.crvsbridge.audit.AuditEventType;
import io.crvsbridge.audit.AuditTrail;
import io.crvsbridge.database.Transactions;
import io.crvsbridge.journal.Journal;
import io.crvsbridge.journal.Journaled;
import io.crvsbridge.journal.NeverStorable;
import io.crvsbridge.kernel.BoundedJson;
import io.crvsbridge.kernel.Ids;
import io.crvsbridge.kernel.JsonMaking;
import io.crvsbridge.packet.Deposited;
import io.crvsbridge.retention.RetentionTimes;
import io.crvsbridge.time.RowClock;
import io.crvsbridge.vault.Vault;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * What eSignet signed about people who logged in, sealed, until a packet carries it as {@code introducerInfoToken} or {@code deceasedInformer} (MOSIP contract,
 * section 7). A declaration names the person by the {@code sub} of the form's answer, which the form keeps, for example at
 * {@code mother.verify-nid-http-fetch} → {@code data} → {@code sub}.
 *
 * <p>For whoever makes a packet: {@link #find} once and keep the id with the packet, {@link #open} each time that the packet is made, so that every try is the same,
 * {@link #erase} in the transaction that records the deposit. What no packet takes is erased after {@code retention.userinfo}.
 */
@Singleton
public class SignedUserinfo implements Journaled {

    private static final String KIND = "userinfo";
    private static final String PLACE = "userinfo.token:";
    private static final String PURPOSE = "userinfo.subject";
    private static final int AT_ONCE = 200;

    private final UserinfoRows rows;
    private final Vault vault;
    private final Transactions transactions;
    private final Journal journal;
    private final AuditTrail audit;
    private final RowClock clock;
    private final RetentionTimes retention;

    @Inject
    SignedUserinfo(UserinfoRows rows, Vault vault, Transactions transactions, Journal journal, AuditTrail audit, RowClock clock, RetentionTimes retention) {
        this.rows = rows;
        this.vault = vault;
        this.transactions = transactions;
        this.journal = journal;
        this.audit = audit;
        this.clock = clock;
        this.retention = retention;
    }

    /**
     * The newest that is kept of a person.
     *
     * @param subject the {@code sub} of the answer to the form
     * @return its id, to be kept with the packet; nothing when none is kept
     */
    public Optional<String> find(String subject) {
        return transactions.call(() -> rows.newest(vault.fingerprints(PURPOSE, bytes(subject))));
    }

    /** The JWS in compact form, exactly as it was signed; nothing once it is erased. */
    public Optional<String> open(String id) {
        return transactions.call(() -> rows.find(id)).map(row -> new String(vault.open(PLACE + id, row.token()), StandardCharsets.UTF_8));
    }

    /** A packet has carried it. Within the caller's transaction, if there is one; erasing it again changes nothing. */
    public void erase(String id) {
        transactions.run(() -> {
            if (rows.remove(id)) {
                audit.record(AuditEventType.DATA_ERASED, id, AuditTrail.BRIDGE, KIND);
            }
        });
    }

    /** The packets that carried them have arrived. */
    void carried(@Observes Deposited packet) {
        packet.userinfo().forEach(this::erase);
    }

    /** Returns when it is durable, in the database or in the journal. */
    public void keep(String subject, String signed) {
        String id = Ids.next();
        journal.storeOrKeep(() -> stored(id, subject, signed, clock.instant()), KIND,
                () -> bytes(JsonMaking.object().add("id", id).add("subject", subject).add("signed", signed).build().toString()));
    }

    private String stored(String id, String subject, String signed, Instant at) {
        KeptUserinfo row = new KeptUserinfo(id, vault.fingerprint(PURPOSE, bytes(subject)), vault.seal(PLACE + id, bytes(signed)), at, at.plus(retention.userinfo()));
        transactions.run(() -> rows.add(row, id));
        return id;
    }

    /** Erases some whose time is over. */
    void eraseDue() {
        transactions.call(() -> rows.due(clock.instant(), AT_ONCE)).forEach(this::erase);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public void replay(byte[] contents, Instant arrived) {
        try {
            JsonObject json = BoundedJson.read(contents);
            stored(json.getString("id"), json.getString("subject"), json.getString("signed"), arrived);
        } catch (BoundedJson.Unfit e) {
            throw new NeverStorable("not as it was kept");
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
