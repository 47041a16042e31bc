package io.crvsbridge.esignet;

import io.crvsbridge.problem.ProblemMapper;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/** The form's way in; the reference middleware's path. */
@ApplicationPath("/esignet")
public class EsignetApplication extends Application {

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(LoginResource.class, ProblemMapper.class);
    }
}
