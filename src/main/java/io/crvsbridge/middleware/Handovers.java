package io.crvsbridge.middleware;

import io.crvsbridge.action.Answer;
import io.crvsbridge.action.Opening;
import io.crvsbridge.action.Packets;
import io.crvsbridge.action.PendingActions;
import io.crvsbridge.country.CountryPack;
import io.crvsbridge.document.ReadyPacket.Kind;
import io.crvsbridge.identity.NationalIdSystem;
import io.crvsbridge.journal.Journal;
import io.crvsbridge.journal.Journaled;
import io.crvsbridge.journal.NeverStorable;
import io.crvsbridge.numbering.Recipe;
import io.crvsbridge.packet.Draft;
import io.crvsbridge.packet.Packet;
import io.crvsbridge.problem.Problem;
import io.crvsbridge.problem.ProblemType;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Opens an action for what is handed over, just as Core's triggers do: the row first, or the journal while the database is away, then the answer. */
@Singleton
class Handovers implements Journaled {

    private static final Logger LOG = Logger.getLogger(Handovers.class.getName());
    private static final String KIND = "handover";
    private static final Answer TAKEN = new Answer(202, "{}");

    private final PendingActions actions;
    private final Packets packets;
    private final Journal journal;
    private final NationalIdSystem system;
    private final Provider<CountryPack> pack;

    @Inject
    Handovers(PendingActions actions, Packets packets, Journal journal, NationalIdSystem system, Provider<CountryPack> pack) {
        this.actions = actions;
        this.packets = packets;
        this.journal = journal;
        this.system = system;
        this.pack = pack;
    }

    /**
     * Stores it, and gives the answer: the one already given when the action is known.
     *
     * @throws Problem CONFLICTING when the action is another event's, UNAVAILABLE when it could not be stored, or its process is not set up
     */
    Answer take(Handover handover) {
        if (!system.runs(handover.kind().process())) {
            throw new Problem(ProblemType.UNAVAILABLE, "MOSIP has no process for this: " + handover.kind().process() + " is not set");
        }
        try {
            return journal.storeOrKeep(() -> actions.open(opening(handover), Recipe.NONE), KIND, () -> KeptHandover.written(handover)).orElse(TAKEN);
        } catch (Problem conflicting) {
            throw conflicting;
        } catch (RuntimeException e) {
            throw notStored(handover, e);
        }
    }

    private Opening opening(Handover handover) {
        return handover.opening(handover.kind() == Kind.UPDATE ? Handover.BIOGRAPHICS : Handover.REGISTRATION, pack.get().recordedVersion(), system.missing());
    }

    /**
     * Takes over a registration whose packet the reference middleware has sent.
     *
     * @param reference the packet's at the national ID system
     * @return whether it was not known yet
     * @throws Problem CONFLICTING, UNAVAILABLE
     */
    boolean takeOver(Handover handover, String reference) {
        boolean birth = handover.kind() == Kind.BIRTH;
        Draft draft = new Draft(new byte[0], birth ? Packet.Awaits.CREDENTIAL : Packet.Awaits.COMPLETION, birth ? Draft.IDENTITY : handover.kind().operation(), true, Map.of());
        Opening opening = handover.opening(Handover.IMPORT, pack.get().recordedVersion(), List.of());
        try {
            return packets.takeOver(opening, draft, reference);
        } catch (Problem conflicting) {
            throw conflicting;
        } catch (RuntimeException first) {
            return again(handover, opening, draft, reference);
        }
    }

    /** Somebody else may have brought it at the same moment. */
    private boolean again(Handover handover, Opening opening, Draft draft, String reference) {
        try {
            return packets.takeOver(opening, draft, reference);
        } catch (Problem conflicting) {
            throw conflicting;
        } catch (RuntimeException e) {
            throw notStored(handover, e);
        }
    }

    private static Problem notStored(Handover handover, RuntimeException e) {
        LOG.log(Level.SEVERE, e, () -> "CB140 What a country config handed over for action " + handover.key().actionId()
                + " could not be stored; it was answered 503, and Core holds the action as requested until it is handed over again or decided there");
        return new Problem(ProblemType.UNAVAILABLE, "It could not be stored");
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public void replay(byte[] contents, Instant arrived) {
        try {
            actions.open(opening(KeptHandover.read(contents)).heldSince(arrived), Recipe.NONE);
        } catch (Problem | IllegalArgumentException e) {
            throw new NeverStorable(e.getMessage());
        }
    }
}
