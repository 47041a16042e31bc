package io.crvsbridge.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** Finds methods named like a bean's setter. The persistence provider's woven accessors begin with an underscore and do not count. */
final class NoSetters extends ArchCondition<JavaClass> {

    NoSetters() {
        super("have no setters");
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        type.getMethods().stream().filter(m -> m.getName().matches("set[A-Z].*"))
                .forEach(m -> events.add(SimpleConditionEvent.violated(m, m.getFullName() + " is a setter")));
    }
}
