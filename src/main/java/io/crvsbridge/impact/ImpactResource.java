package io.crvsbridge.impact;

import io.crvsbridge.kernel.JsonMaking;
import io.crvsbridge.opencrvs.RecordToken;
import io.crvsbridge.opencrvs.RecordTokens;
import io.crvsbridge.opencrvs.RefusedTokens;
import io.crvsbridge.problem.Problem;
import io.crvsbridge.problem.ProblemType;
import io.crvsbridge.rehearsal.Difference;
import io.crvsbridge.rehearsal.LoadedPack;
import io.crvsbridge.rehearsal.Outcome;
import io.crvsbridge.serving.CountrySettings;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** What the candidate would change. */
@Path("/impact")
public class ImpactResource {

    private static final Pattern ID = Pattern.compile("[0-9a-fA-F-]{0,36}");
    private static final Pattern ACCOUNT = Pattern.compile("[A-Za-z0-9._-]{1,100}");

    private final RecordTokens tokens;
    private final RefusedTokens refusals;
    private final CountrySettings settings;
    private final Impact impact;

    @Inject
    public ImpactResource(RecordTokens tokens, RefusedTokens refusals, CountrySettings settings, Impact impact) {
        this.tokens = tokens;
        this.refusals = refusals;
        this.settings = settings;
        this.impact = impact;
    }

    /** A page at a time, so that no look is long. */
    @GET
    @Operation(summary = "What the pack in COUNTRY_PACK_CANDIDATE would decide and send differently",
            description = "The bearer is a user's token of Core with the scope COUNTRY_PACK_SCOPE. The first page tells of the samples too; ask on with after=<next> until there is no next.")
    @APIResponse(responseCode = "200", description = "Differences by sample and by open action: rule and decision of each pack, names of what else differs; never values.")
    @APIResponse(responseCode = "401", description = "The token is not authentic.")
    @APIResponse(responseCode = "403", description = "The token lacks the scope, or is a record's.")
    @APIResponse(responseCode = "404", description = "There is no candidate, or no scope is set.")
    @APIResponse(responseCode = "422", description = "The candidate may not serve; the detail has its faults.")
    @APIResponse(responseCode = "503", description = "Somebody else has a look just now.")
    public Response impact(@QueryParam("after") @DefaultValue("") String after, @Context HttpHeaders headers) {
        if (settings.candidate().isEmpty() || settings.scope().isEmpty()) {
            throw new Problem(ProblemType.NOT_FOUND, null);
        }
        List<String> authorization = headers.getRequestHeader(HttpHeaders.AUTHORIZATION);
        RecordToken token = tokens.authentic(authorization == null ? List.of() : authorization);
        if (token.key().isPresent() || !token.permits(settings.scope().get())) {
            throw refusals.refused(RefusedTokens.Cause.SCOPE);
        }
        if (!ID.matcher(after).matches()) {
            throw new Problem(ProblemType.CALLER_ERROR, "'after' is the 'next' of the page before");
        }
        String actor = token.subject().filter(user -> ACCOUNT.matcher(user).matches()).orElse("a user of Core");
        return Response.ok(json(impact.page(settings.candidate().get(), after, actor)).build().toString(), MediaType.APPLICATION_JSON_TYPE).header("Cache-Control", "no-store").build();
    }

    private static JsonObjectBuilder json(Impact.Page page) {
        JsonObjectBuilder json = JsonMaking.object().add("serving", json(page.serving())).add("candidate", json(page.candidate())).add("looked", page.looked())
                .add("unreadable", page.unreadable()).add("readyMade", page.readyMade());
        page.samples().ifPresent(differences -> json.add("samples", json(differences)));
        JsonArrayBuilder actions = JsonMaking.array();
        page.actions().forEach(change -> actions.add(json(change.difference()).add("action", change.action()).add("judgedBy", change.judgedBy())));
        json.add("actions", actions);
        page.next().ifPresent(next -> json.add("next", next));
        return json;
    }

    private static JsonObjectBuilder json(LoadedPack pack) {
        return JsonMaking.object().add("name", pack.pack().name()).add("version", pack.pack().version()).add("fingerprint", pack.fingerprint()).add("samples", pack.samples())
                .add("warnings", JsonMaking.array(pack.warnings()));
    }

    private static JsonArrayBuilder json(List<Difference> differences) {
        JsonArrayBuilder list = JsonMaking.array();
        differences.forEach(difference -> list.add(json(difference).add("sample", difference.of())));
        return list;
    }

    private static JsonObjectBuilder json(Difference difference) {
        return JsonMaking.object().add("before", json(difference.before())).add("after", json(difference.after())).add("differs", JsonMaking.array(difference.names()));
    }

    private static JsonObjectBuilder json(Outcome outcome) {
        JsonObjectBuilder json = JsonMaking.object();
        List.of("decision", "rule", "operation", "failed", "unfit").forEach(name -> outcome.facet(name).ifPresent(value -> json.add(name, value)));
        return json;
    }
}
