package io.crvsbridge.middleware;

import io.crvsbridge.problem.ProblemMapper;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/** What country configs hand over. */
@ApplicationPath("/events")
public class DoorApplication extends Application {

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(RegistrationResource.class, BiographicsResource.class, ImportResource.class, ProblemMapper.class);
    }
}
