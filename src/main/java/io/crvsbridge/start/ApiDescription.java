package io.crvsbridge.start;

import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.Paths;

/** Puts right what the generated description cannot know: its title, and that each path has an application of its own. */
public class ApiDescription implements OASFilter {

    @Override
    public void filterOpenAPI(OpenAPI api) {
        api.setInfo(OASFactory.createInfo().title("CRVS Bridge").version("0.1.0")
                .description("The server between OpenCRVS Core and a country's national ID system."));
        PathItem callback = api.getPaths() == null ? null : api.getPaths().getPathItem("/trigger/callback");
        if (callback != null) {
            Paths paths = api.getPaths();
            paths.removePathItem("/trigger/callback");
            paths.addPathItem("/websub/callback", callback);
        }
    }
}
