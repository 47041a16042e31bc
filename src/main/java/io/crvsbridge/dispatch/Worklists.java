package io.crvsbridge.dispatch;

import io.crvsbridge.database.DatabaseWatch;
import io.crvsbridge.kernel.Nudge;
import io.crvsbridge.kernel.Worklist;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Every work list of the server. A row that fails stays due and leased; it comes again when its lease ends. No row is worked on twice at a time here,
 * not even when the database's clock is set forward and ends every lease.
 */
@Singleton
class Worklists {

    private static final Logger LOG = Logger.getLogger(Worklists.class.getName());

    private final List<Worklist> lists;
    private final Nudger nudger;
    private final Substitutes substitutes;
    private final DatabaseWatch database;
    private final Lanes lanes;
    private final Set<Nudge> underWay = ConcurrentHashMap.newKeySet();

    @Inject
    Worklists(@Any Instance<Worklist> lists, Nudger nudger, Substitutes substitutes, DatabaseWatch database, Lanes lanes) {
        this.lists = lists.stream().toList();
        this.nudger = nudger;
        this.substitutes = substitutes;
        this.database = database;
        this.lanes = lanes;
    }

    void advance(Nudge nudge) {
        nudger.work(nudge, this::advanceOnce);
    }

    private void advanceOnce(Nudge nudge) {
        if (underWay.add(nudge)) {
            try {
                lists.stream().filter(l -> l.name().equals(nudge.worklist())).findFirst().ifPresent(list -> advance(list, nudge.id()));
            } finally {
                underWay.remove(nudge);
            }
        }
    }

    private void advance(Worklist list, String id) {
        try {
            work(list, id);
        } catch (RuntimeException e) {
            if (database.lost(e)) {
                LOG.log(Level.FINE, e, () -> "Work on " + list.name() + " " + id + " waits until the database is back");
                return;
            }
            LOG.log(Level.WARNING, e, () -> "CB301 Work on " + list.name() + " " + id + " broke off; it is taken up again when its lease ends");
        }
    }

    /** Actions have a lane for each of their calls, inquiries one worker; deliveries call one peer, and what finds no place is swept again. */
    private void work(Worklist list, String id) {
        if (list instanceof ActionWork || list instanceof InquiryWork) {
            list.advance(id);
        } else {
            lanes.enter(Lanes.Lane.DELIVERY, () -> list.advance(id));
        }
    }

    /** @param by nothing happens when it is zero */
    void clockSetBack(Duration by) {
        if (!by.isZero()) {
            LOG.warning(() -> "CB304 The database's clock was set back by " + by.toSeconds() + " s; what waits for a later time is brought forward by as much");
            lists.forEach(list -> list.clockSetBack(by));
        }
    }

    /** Nudges what is due, as far as there is room on the queue. */
    void sweep() {
        boolean stalled = nudger.stalled();
        nudger.forgetLost();
        for (Worklist list : lists) {
            int free = nudger.room();
            if (free > 0) {
                list.due(free).forEach(id -> bring(new Nudge(list.name(), id), stalled));
            }
        }
    }

    /** A queue that has brought nothing is sent it all the same: that it brings something shows that it works again. */
    private void bring(Nudge nudge, boolean stalled) {
        nudger.nudge(nudge);
        if (stalled) {
            substitutes.take(() -> advance(nudge));
        }
    }
}
