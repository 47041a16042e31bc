package io.crvsbridge.packet;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the national ID system knows a record by: one reference, one workflow, one outcome. Several actions of one record may share it, but only its driver
 * calls. One for each life event of a record ({@code recordKey}); a negative outcome lets a further one of the next generation be made.
 */
@Entity
@Table(name = "packet")
public class Packet {

    /** How far the packet has come. */
    public enum State {
        /** Our reference is fixed. */
        NEW,
        /** The national ID system has the packet. */
        DEPOSITED,
        /** Its work is started. */
        STARTED,
        /** The work stands still until somebody gives it further information. */
        PAUSED,
        /** The work ended well; the identifier, where one is awaited, has not come yet. */
        PROCESSED,
        /** The identifier is proved. */
        IDENTIFIED,
        /** The work ended badly. */
        DECLINED
    }

    /** What ends the waiting for a packet. */
    public enum Awaits {
        /** A proved identifier. */
        CREDENTIAL,
        /** The good end of the work; no identifier follows. */
        COMPLETION
    }

    private static final int MOST_NOTE = 500;

    @Id
    private long number;

    @Column(unique = true)
    private String reference;

    @Column(name = "record_key", nullable = false, updatable = false)
    private String recordKey;

    @Column(nullable = false, updatable = false)
    private int generation;

    @Column(name = "event_id", nullable = false, updatable = false)
    private String eventId;

    @Column(nullable = false)
    private String driver;

    @Column(nullable = false)
    private String fingerprint;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false)
    private State state;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false, updatable = false)
    private Awaits awaits;

    private byte[] identifiers;

    @Column(name = "created_at", nullable = false, updatable = false)
    private Instant createdAt;

    @Column(name = "due_at")
    private Instant dueAt;

    private String userinfo;

    @Column(name = "quiet_since", nullable = false)
    private Instant quietSince;

    @Column(nullable = false)
    private int requests;

    @Column(name = "request_id")
    private String requestId;

    private String note;

    @Version
    private long version;

    protected Packet() {}

    /**
     * @param recordKey  the record and the life event
     * @param generation how many packets of the same key ended badly before
     * @param driver     our id of the action that calls for it
     */
    public Packet(long number, String recordKey, int generation, String eventId, String driver, String fingerprint, Awaits awaits, Instant createdAt) {
        this.number = number;
        this.recordKey = recordKey;
        this.generation = generation;
        this.eventId = eventId;
        this.driver = driver;
        this.fingerprint = fingerprint;
        this.awaits = awaits;
        this.state = State.NEW;
        this.createdAt = createdAt;
        this.quietSince = createdAt;
    }

    public long number() {
        return number;
    }

    public String reference() {
        return reference;
    }

    public int generation() {
        return generation;
    }

    public String eventId() {
        return eventId;
    }

    public String fingerprint() {
        return fingerprint;
    }

    public State state() {
        return state;
    }

    public Awaits awaits() {
        return awaits;
    }

    public byte[] identifiers() {
        return identifiers;
    }

    public Instant createdAt() {
        return createdAt;
    }

    /** Since when nobody has said that the work goes on. */
    public Instant quietSince() {
        return quietSince;
    }

    public boolean drivenBy(String actionId) {
        return driver.equals(actionId);
    }

    public String driver() {
        return driver;
    }

    /** How often the credential was asked for again. */
    public int requests() {
        return requests;
    }

    /** The id of the last such request; {@code null} when there is none. */
    public String requestId() {
        return requestId;
    }

    /** The last that was heard of it, for a human; {@code null} when nothing was. */
    public String note() {
        return note;
    }

    /** Whether nothing more is awaited from the national ID system. */
    public boolean concluded() {
        return state == State.IDENTIFIED || state == State.DECLINED || state == State.PROCESSED && awaits == Awaits.COMPLETION;
    }

    /** Field → id of the signed userinfo that the packet carries. */
    public Map<String, String> userinfo() {
        Map<String, String> ids = new TreeMap<>();
        if (userinfo != null) {
            Stream.of(userinfo.split(" ")).map(entry -> entry.split("=", 2)).forEach(entry -> ids.put(entry[0], entry[1]));
        }
        return ids;
    }

    /** Every try carries the same. */
    public void carry(Map<String, String> ids) {
        this.userinfo = ids.isEmpty() ? null : new TreeMap<>(ids).entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue()).collect(Collectors.joining(" "));
    }

    public void refer(String fixed) {
        this.reference = fixed;
    }

    public void driveBy(String actionId) {
        this.driver = actionId;
    }

    /** A later action of the record sends it, with contents of its own. */
    public void takenOver(String actionId, String fingerprintOfContents) {
        this.driver = actionId;
        this.fingerprint = fingerprintOfContents;
    }

    public void deposited() {
        advance(State.DEPOSITED);
    }

    /**
     * @param now       from when on an outcome is expected
     * @param inquireAt when it is asked for if none was reported by then
     */
    public void started(Instant now, Instant inquireAt) {
        advance(State.STARTED);
        this.quietSince = now;
        if (dueAt == null && !concluded()) {
            this.dueAt = inquireAt;
        }
    }

    /**
     * @param heard     why, as far as it is known
     * @param inquireAt when it is asked whether the work goes on, if that is not settled yet
     */
    public void paused(String heard, Instant inquireAt) {
        advance(State.PAUSED);
        note(heard);
        if (dueAt == null) {
            this.dueAt = inquireAt;
        }
    }

    /** @param missedAt when a credential that is awaited and has not come is asked for again */
    public void processed(Instant missedAt) {
        if (advance(State.PROCESSED)) {
            this.dueAt = awaits == Awaits.CREDENTIAL ? missedAt : null;
            this.requests = 0;
        }
    }

    /** Counts whatever was heard before, a bad end included: the identifier exists. */
    public void identified(byte[] sealedIdentifiers) {
        this.state = State.IDENTIFIED;
        this.identifiers = sealedIdentifiers;
        this.dueAt = null;
    }

    /** @param reason for a human, without personal data */
    public void declined(String reason) {
        this.state = State.DECLINED;
        this.dueAt = null;
        note(reason);
    }

    /** The credential was asked for again. @param missedAt when it is missed once more */
    public void requestedAgain(String request, Instant missedAt) {
        this.requests++;
        this.requestId = request == null ? requestId : request;
        this.dueAt = missedAt;
    }

    /** The credential could not be asked for again, which counts all the same. */
    public void requestedInVain(String why, Instant missedAt) {
        requestedAgain(null, missedAt);
        note(why);
    }

    /** Whoever knows better than we has looked: asking begins anew. */
    public void askAgain(Instant now) {
        this.requests = 0;
        this.dueAt = now;
        this.quietSince = now;
    }

    /** Somebody waits for it anew: it is asked for, if nobody does any more. */
    public void askAgainIfForgotten(Instant now) {
        if (dueAt == null && !concluded()) {
            askAgain(now);
        }
    }

    /** It is no longer asked for by itself. */
    public void askNoMore() {
        this.dueAt = null;
    }

    public void note(String heard) {
        this.note = heard == null ? null : heard.substring(0, Math.min(heard.length(), MOST_NOTE)).replaceAll("\\p{Cntrl}", " ");
    }

    public void eraseIdentifiers() {
        this.identifiers = null;
    }

    private boolean advance(State next) {
        boolean further = next.ordinal() > state.ordinal();
        if (further) {
            state = next;
        }
        return further;
    }
}
