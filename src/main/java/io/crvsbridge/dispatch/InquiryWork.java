package io.crvsbridge.dispatch;

import io.crvsbridge.action.Conclusions;
import io.crvsbridge.identity.Declined;
import io.crvsbridge.identity.NationalIdSystem;
import io.crvsbridge.identity.Outcomes;
import io.crvsbridge.identity.Recovery;
import io.crvsbridge.identity.ReportMissed;
import io.crvsbridge.identity.Standing;
import io.crvsbridge.kernel.Worklist;
import io.crvsbridge.packet.Inquiries;
import io.crvsbridge.packet.Packet;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Asks the national ID system for the outcomes that nobody reported: an event may be lost, and some ends send none. One worker of a server at a time does it, by
 * the batch of a hundred packets, so that a hundred thousand that wait take no other work's place.
 */
@Singleton
class InquiryWork implements Worklist {

    private static final Logger LOG = Logger.getLogger(InquiryWork.class.getName());
    /** The only id of this list: whatever is due. */
    private static final String ALL = "due";
    private static final int BATCH = 100;
    /** For the questions, and once more for what they lead to: together with the calls that may still be waited for, less than the lease of a batch. */
    private static final Duration BATCH_TIME = Duration.ofSeconds(45);
    private static final Duration SHIFT = Duration.ofSeconds(30);
    private static final String EVIDENCE = "inquiry";

    private final Inquiries inquiries;
    private final NationalIdSystem system;
    private final Outcomes outcomes;
    private final Conclusions conclusions;
    private final Event<ReportMissed> missed;

    @Inject
    InquiryWork(Inquiries inquiries, NationalIdSystem system, Outcomes outcomes, Conclusions conclusions, Event<ReportMissed> missed) {
        this.inquiries = inquiries;
        this.system = system;
        this.outcomes = outcomes;
        this.conclusions = conclusions;
        this.missed = missed;
    }

    @Override
    public String name() {
        return "inquiries";
    }

    @Override
    public List<String> due(int limit) {
        return inquiries.anyDue() ? List.of(ALL) : List.of();
    }

    @Override
    public void clockSetBack(Duration by) {
        inquiries.clockSetBack(by);
    }

    /** Batch after batch; what is left after a shift, or after a silence, is found by a later sweep. */
    @Override
    public void advance(String id) {
        long begun = System.nanoTime();
        boolean more = true;
        while (more && System.nanoTime() - begun < SHIFT.toNanos()) {
            Inquiries.Batch batch = inquiries.take(BATCH);
            more = answered(batch) && batch.packets().size() == BATCH;
        }
    }

    /** @return whether every packet of the batch had an answer */
    private boolean answered(Inquiries.Batch batch) {
        boolean asks = system.answersInquiries();
        Map<String, Standing> standings = asks ? standings(batch) : Map.of();
        long begun = System.nanoTime();
        List<Inquiries.Waiting> atWork = new ArrayList<>();
        List<Inquiries.Waiting> known = new ArrayList<>();
        List<Inquiries.Waiting> silent = new ArrayList<>();
        for (Inquiries.Waiting packet : batch.packets()) {
            boolean inTime = System.nanoTime() - begun < BATCH_TIME.toNanos();
            boolean answered = inTime && tried(packet, Optional.ofNullable(standings.get(packet.reference())));
            (goesOn(standings.get(packet.reference())) ? atWork : answered || !asks ? known : silent).add(packet);
            if (inTime && !answered && inquiries.overdue(packet)) {
                conclusions.outcomeMissing(packet.reference(), asks ? "nobody answered" : "none was reported, and it is not set up to ask");
            }
        }
        inquiries.putBackAtWork(new Inquiries.Batch(batch.lease(), atWork));
        inquiries.putBack(new Inquiries.Batch(batch.lease(), known));
        inquiries.putBackUnasked(new Inquiries.Batch(batch.lease(), silent));
        return silent.isEmpty();
    }

    private static boolean goesOn(Standing standing) {
        return standing instanceof Standing.Paused || standing instanceof Standing.Open open && open.sure();
    }

    /** In no order, so that a few that never get an answer do not always stand before the others. */
    private Map<String, Standing> standings(Inquiries.Batch batch) {
        List<String> asked = new ArrayList<>(batch.packets().stream().filter(p -> !missesCredential(p)).map(Inquiries.Waiting::reference).toList());
        Collections.shuffle(asked);
        return asked.isEmpty() ? Map.of() : system.inquire(asked, BATCH_TIME);
    }

    private static boolean missesCredential(Inquiries.Waiting packet) {
        return packet.state() == Packet.State.PROCESSED && packet.awaits() == Packet.Awaits.CREDENTIAL;
    }

    /** One packet that fails must not keep the others of its batch from their outcomes. */
    private boolean tried(Inquiries.Waiting packet, Optional<Standing> standing) {
        try {
            return told(packet, standing);
        } catch (RuntimeException e) {
            LOG.log(Level.FINE, e, () -> "What was asked about packet " + packet.reference() + " could not be taken; asked again in a minute");
            return false;
        }
    }

    /** @return whether there was an answer */
    private boolean told(Inquiries.Waiting packet, Optional<Standing> standing) {
        return missesCredential(packet) ? recovered(packet, true) : standing.map(now -> took(packet, now)).orElse(false);
    }

    private boolean took(Inquiries.Waiting packet, Standing standing) {
        if (standing instanceof Standing.Rejected rejected) {
            outcomes.declined(new Declined(packet.reference(), rejected.reason(), EVIDENCE));
        } else if (standing instanceof Standing.Processed) {
            outcomes.processed(packet.reference(), EVIDENCE);
        } else if (standing instanceof Standing.Paused paused) {
            outcomes.paused(packet.reference(), paused.heard(), EVIDENCE);
        } else if (standing instanceof Standing.Open open) {
            return open(packet, open);
        }
        return true;
    }

    /** A system that cannot tell the good end of its work shows it by having a credential to give. */
    private boolean open(Inquiries.Waiting packet, Standing.Open open) {
        if (!open.heard().isEmpty() && !packet.note().equals(Optional.of(open.heard()))) {
            inquiries.heard(packet, open.heard());
        }
        if (!open.sure() && inquiries.overdue(packet)) {
            conclusions.outcomeMissing(packet.reference(), "no outcome was told" + (open.heard().isEmpty() ? "" : ", last: " + open.heard()));
            return true;
        }
        return open.sure() || packet.awaits() != Packet.Awaits.CREDENTIAL || recovered(packet, false);
    }

    /** @param processed whether there must be a credential by now; otherwise asking is a probe, which patience ends and no count */
    private boolean recovered(Inquiries.Waiting packet, boolean processed) {
        if (processed && packet.requests() >= inquiries.mostRequests()) {
            conclusions.credentialMissing(packet.reference(), "asked for " + packet.requests() + " times" + packet.note().map(note -> ", last: " + note).orElse(""));
            return true;
        }
        if (processed && packet.requestId().isPresent()) {
            missed.fire(new ReportMissed(packet.reference(), inquiries.lastRequested(packet.requests())));
        }
        Recovery recovery = system.recover(packet.reference(), packet.requestId());
        if (recovery instanceof Recovery.Requested requested) {
            inquiries.requestedAgain(packet, requested.request().orElse(null));
        } else if (recovery instanceof Recovery.Nothing nothing && processed) {
            inquiries.requestedInVain(packet, nothing.cause());
        }
        return !(recovery instanceof Recovery.Unavailable);
    }
}
