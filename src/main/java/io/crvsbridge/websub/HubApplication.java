package io.crvsbridge.websub;

import io.crvsbridge.problem.ProblemMapper;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/** The address under which the hub knows us; the reference middleware's path, so that a subscription survives the change. */
@ApplicationPath("/websub")
public class HubApplication extends Application {

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(HubCallback.class, ProblemMapper.class);
    }
}
