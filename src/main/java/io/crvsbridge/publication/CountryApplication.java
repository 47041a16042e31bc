package io.crvsbridge.publication;

import io.crvsbridge.problem.ProblemMapper;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/** What a country's tools read. */
@ApplicationPath("/country")
public class CountryApplication extends Application {

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(FormsResource.class, ProblemMapper.class);
    }
}
