package io.crvsbridge.dispatch;

import io.crvsbridge.kernel.DatabaseWatch;
import io.crvsbridge.kernel.Nudge;
import io.crvsbridge.kernel.Worklist;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Every work list of the server. A row that fails stays due and leased; it comes again when its lease ends. */
@Singleton
class Worklists {

    private static final Logger LOG = Logger.getLogger(Worklists.class.getName());

    private final List<Worklist> lists;
    private final Nudger nudger;
    private final DatabaseWatch database;

    @Inject
    Worklists(@Any Instance<Worklist> lists, Nudger nudger, DatabaseWatch database) {
        this.lists = lists.stream().toList();
        this.nudger = nudger;
        this.database = database;
    }

    void advance(Nudge nudge) {
        nudger.taken(nudge);
        lists.stream().filter(l -> l.name().equals(nudge.worklist())).findFirst().ifPresent(list -> advance(list, nudge.id()));
    }

    private void advance(Worklist list, String id) {
        try {
            list.advance(id);
        } catch (RuntimeException e) {
            if (database.lost(e)) {
                LOG.log(Level.FINE, e, () -> "Work on " + list.name() + " " + id + " waits until the database is back");
                return;
            }
            LOG.log(Level.WARNING, e, () -> "CB301 Work on " + list.name() + " " + id + " broke off; it is taken up again when its lease ends");
        }
    }

    /** Nudges what is due, as far as there is room on the queue. */
    void sweep() {
        nudger.forgetLost();
        for (Worklist list : lists) {
            int free = nudger.room();
            if (free > 0) {
                list.due(free).forEach(id -> nudger.nudge(new Nudge(list.name(), id)));
            }
        }
    }
}
