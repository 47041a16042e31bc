package io.crvsbridge.middleware;

import io.crvsbridge.problem.ProblemMapper;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/** A look at what the door has taken and what has not ended. */
@ApplicationPath("/debug")
public class DebugApplication extends Application {

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(TransactionsResource.class, ProblemMapper.class);
    }
}
