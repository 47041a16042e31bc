package io.crvsbridge.trigger;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import io.crvsbridge.problem.ProblemMapper;
import java.util.Set;

/** Core's way in. One application per path keeps the root free for static files and the upstream. */
@ApplicationPath("/trigger")
public class TriggerApplication extends Application {

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(TriggerResource.class, HistoryResource.class, ProblemMapper.class);
    }
}
