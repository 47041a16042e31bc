package io.crvsbridge.action;

import io.crvsbridge.kernel.Ids;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;

/** One move of an action. Rows are only ever added. */
@Entity
@Table(name = "action_step")
public class ActionStep {

    @Id
    private String id;

    @Column(name = "action", nullable = false)
    private String action;

    @Enumerated(EnumType.STRING)
    @Column(name = "from_state")
    private ActionState from;

    @Enumerated(EnumType.STRING)
    @Column(name = "to_state", nullable = false)
    private ActionState to;

    @Column(nullable = false)
    private Instant at;

    private String reason;

    protected ActionStep() {}

    ActionStep(String action, ActionState from, ActionState to, Instant at, String reason) {
        this.id = Ids.next();
        this.action = action;
        this.from = from;
        this.to = to;
        this.at = at;
        this.reason = reason;
    }

    /** How a verdict came about: the rule, what peers were asked and said, and why. */
    static String of(String rule, String told, Optional<String> reason) {
        return rule + (told.isEmpty() ? "" : ": " + told) + reason.map(why -> ": " + why).orElse("");
    }

    public ActionState from() {
        return from;
    }

    public ActionState to() {
        return to;
    }

    public Instant at() {
        return at;
    }

    public String reason() {
        return reason;
    }
}
