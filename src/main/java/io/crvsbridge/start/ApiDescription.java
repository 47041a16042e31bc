package io.crvsbridge.start;

import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Paths;

/** Puts right what the generated description cannot know: its title, and that each path has an application of its own. */
public class ApiDescription implements OASFilter {

    private static final Map<String, String> HOMES = Map.ofEntries(
            Map.entry("", "/verify"),
            Map.entry("/", "/verify"),
            Map.entry("/{callback}", "/websub/{callback}"),
            Map.entry("/get-oidp-user-info", "/esignet/get-oidp-user-info"),
            Map.entry("/authorization-request", "/esignet/authorization-request"),
            Map.entry("/events/{event}/actions/{action}", "/trigger/events/{event}/actions/{action}"),
            Map.entry("/events/{event}/actions/{action}/history", "/trigger/events/{event}/actions/{action}/history"),
            Map.entry("/registration", "/events/registration"),
            Map.entry("/biographics", "/events/biographics"),
            Map.entry("/import", "/events/import"),
            Map.entry("/impact", "/pack/impact"),
            Map.entry("/forms", "/country/forms"),
            Map.entry("/forms/{event}/{section}", "/country/forms/{event}/{section}"),
            Map.entry("/open", "/decisions/open"),
            Map.entry("/open/{id}", "/decisions/open/{id}"),
            Map.entry("/transactions", "/debug/transactions"),
            Map.entry("/transactions/{id}", "/debug/transactions/{id}"));

    @Override
    public void filterOpenAPI(OpenAPI api) {
        api.setInfo(OASFactory.createInfo().title("CRVS Bridge").version("0.1.0")
                .description("The server between OpenCRVS Core and a country's national ID system."));
        if (api.getPaths() != null) {
            api.setPaths(atHome(api.getPaths()));
        }
    }

    /** The generator puts all paths below the one application that it happens to find first. */
    private static Paths atHome(Paths generated) {
        Paths paths = OASFactory.createPaths();
        generated.getPathItems().forEach((path, item) -> paths.addPathItem(HOMES.getOrDefault(path.replaceFirst("^/[^/]+", ""), path), item));
        return paths;
    }
}
