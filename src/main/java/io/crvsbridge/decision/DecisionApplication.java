package io.crvsbridge.decision;

import io.crvsbridge.problem.ProblemMapper;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/** For those who decide. */
@ApplicationPath("/decisions")
public class DecisionApplication extends Application {

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(DecisionResource.class, ProblemMapper.class);
    }
}
