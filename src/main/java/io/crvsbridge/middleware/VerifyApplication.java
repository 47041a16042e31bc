package io.crvsbridge.middleware;

import io.crvsbridge.problem.ProblemMapper;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/** Where a country config asks whether a person is who the form says; the reference middleware's path. */
@ApplicationPath("/verify")
public class VerifyApplication extends Application {

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(VerifyResource.class, ProblemMapper.class);
    }
}
