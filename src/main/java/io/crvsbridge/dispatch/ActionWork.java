package io.crvsbridge.dispatch;

import io.crvsbridge.action.Claim;
import io.crvsbridge.action.ParkCause;
import io.crvsbridge.action.PendingActions;
import io.crvsbridge.country.CountryPack;
import io.crvsbridge.database.Transactions;
import io.crvsbridge.document.RecordNumber;
import io.crvsbridge.identity.NationalIdSystem;
import io.crvsbridge.kernel.Worklist;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The work list of actions: claims one and goes on with it until nothing is due. */
@Singleton
public class ActionWork implements Worklist {

    private static final Logger LOG = Logger.getLogger(ActionWork.class.getName());
    /** More moves than any legal path has. */
    private static final int MOST_MOVES = 8;

    private final PendingActions actions;
    private final JudgeStep judging;
    private final IdentityStep identity;
    private final CoreStep core;
    private final Provider<CountryPack> pack;
    private final Transactions transactions;
    private final NationalIdSystem system;
    /** Settings change at a start alone, so what waits for them is looked at once. */
    private final AtomicBoolean settingsUnseen = new AtomicBoolean(true);

    @Inject
    ActionWork(PendingActions actions, JudgeStep judging, IdentityStep identity, CoreStep core, Provider<CountryPack> pack,
            Transactions transactions, NationalIdSystem system) {
        this.actions = actions;
        this.judging = judging;
        this.identity = identity;
        this.core = core;
        this.pack = pack;
        this.transactions = transactions;
        this.system = system;
    }

    @Override
    public String name() {
        return PendingActions.WORKLIST;
    }

    @Override
    public List<String> due(int limit) {
        if (settingsUnseen.get() && (!system.missing().isEmpty() || !actions.goOn(ParkCause.NOT_SET_UP, "the national ID system is set up"))) {
            settingsUnseen.set(false);
        }
        return actions.due(limit);
    }

    @Override
    public void clockSetBack(Duration by) {
        actions.clockSetBack(by);
    }

    @Override
    public void advance(String id) {
        CountryPack current = pack.get();
        Optional<Claim> claim = taken(id, current);
        try {
            for (int moves = 0; claim.isPresent() && moves < MOST_MOVES; moves++) {
                claim = step(claim.get(), current);
            }
            claim.ifPresent(actions::release);
        } catch (Claim.LeaseLost e) {
            LOG.warning(() -> "CB303 " + e.getMessage() + "; its result is not recorded, whoever holds the action now repeats the call");
        }
    }

    /** The action under a lease, and under its reference with the same commit. What breaks that keeps its lease, so that it is not tried again at once. */
    private Optional<Claim> taken(String id, CountryPack current) {
        try {
            return transactions.call(() -> claim(id, current).flatMap(claim -> identity.fixReference(claim, current)));
        } catch (RuntimeException e) {
            LOG.log(Level.FINE, e, () -> "The reference of action " + id + " could not be fixed as it was taken");
            return claim(id, current);
        }
    }

    private Optional<Claim> claim(String id, CountryPack current) {
        return actions.claim(id, RecordNumber.stored(current));
    }

    /** One step; nothing when the lease was given back. */
    private Optional<Claim> step(Claim claim, CountryPack current) {
        return switch (claim.state()) {
            case RECEIVED, PACKETED, CONFIRMED -> claim.operation().isPresent() ? identity.advance(claim, current) : judging.judge(claim, current);
            case SUBMITTED -> identity.askAgain(claim);
            case CREDENTIALED, APPROVED -> core.accept(claim, current);
            case DECLINED -> {
                core.reject(claim);
                yield Optional.empty();
            }
            default -> {
                if (!claim.state().isFinal() && claim.lease() != null) {
                    actions.release(claim);
                }
                yield Optional.empty();
            }
        };
    }
}
