package io.crvsbridge.impact;

import io.crvsbridge.problem.ProblemMapper;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/** For those who run the country's rules; not to be let through to the outside. */
@ApplicationPath("/pack")
public class ImpactApplication extends Application {

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(ImpactResource.class, ProblemMapper.class);
    }
}
