package io.crvsbridge.action;

import io.crvsbridge.numbering.NoNumber;
import io.crvsbridge.numbering.Recipe;
import io.crvsbridge.numbering.RegistrationNumbers;
import io.crvsbridge.time.RowClock;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;

/** Which registration number an action has. Within a transaction that has the action's row locked, or makes it. */
@Singleton
class Numbering {

    private final RegistrationNumbers numbers;
    private final ActionSeal seal;
    private final Recording recording;
    private final RowClock clock;

    @Inject
    Numbering(RegistrationNumbers numbers, ActionSeal seal, Recording recording, RowClock clock) {
        this.numbers = numbers;
        this.seal = seal;
        this.recording = recording;
        this.clock = clock;
    }

    /** Notes the number that came along with an action, if one did. @return false when it is another record's */
    boolean brought(Opening opening, Instant now) {
        return opening.brought().map(brought -> numbers.brought(opening.key().eventId(), brought, now)).orElse(true);
    }

    /** For an action whose verdict is there as it comes, and needs one. */
    Optional<String> given(Opening opening, Recipe recipe, Instant now) throws NoNumber {
        return opening.needsNumber() ? Optional.of(numbers.of(opening.key().eventId(), opening.eventType(), recipe, opening::document, now)) : Optional.empty();
    }

    /** Gives a stored action its number, if it needs one by now, or parks it. @return false when it is parked */
    boolean give(PendingAction action, Recipe recipe) {
        try {
            if (action.needsNumber()) {
                action.number(numbers.of(action.key().eventId(), action.eventType(), recipe, () -> seal.document(action), clock.instant()));
            }
            return true;
        } catch (NoNumber e) {
            recording.park(action, ParkCause.NO_NUMBER, e.getMessage());
            return false;
        }
    }
}
