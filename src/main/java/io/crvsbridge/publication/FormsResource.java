package io.crvsbridge.publication;

import io.crvsbridge.country.CountryPack;
import io.crvsbridge.esignet.Authorizations;
import io.crvsbridge.forms.FormVersion;
import io.crvsbridge.forms.FormsHelp;
import io.crvsbridge.forms.Offer;
import io.crvsbridge.forms.Surroundings;
import io.crvsbridge.kernel.JsonMaking;
import io.crvsbridge.problem.Problem;
import io.crvsbridge.problem.ProblemType;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/**
 * The fields that the country's form needs for the national ID system. Open to whoever reaches the server, since every browser gets the same with the form; but read by
 * tools that build forms, so browsers of other origins get no leave to (no CORS header).
 */
@Path("/forms")
@Produces(MediaType.APPLICATION_JSON)
public class FormsResource {

    private final Provider<CountryPack> pack;
    private final FormsSettings settings;
    private final Authorizations logins;

    @Inject
    public FormsResource(Provider<CountryPack> pack, FormsSettings settings, Authorizations logins) {
        this.pack = pack;
        this.settings = settings;
        this.logins = logins;
    }

    /** What there is. */
    @GET
    @Operation(summary = "For which sections of which forms there are fields", description = "Of the country pack that serves.")
    @APIResponse(responseCode = "200", description = "The pack, the versions of OpenCRVS, and for each section its event, its path and what is offered there.")
    @APIResponse(responseCode = "304", description = "It is what If-None-Match names.")
    public Response index(@Context Request request) {
        CountryPack current = pack.get();
        JsonArrayBuilder versions = JsonMaking.array();
        for (FormVersion version : FormVersion.values()) {
            versions.add(version.text());
        }
        JsonArrayBuilder sections = JsonMaking.array();
        FormsHelp help = current.forms();
        new TreeSet<>(help.events()).forEach(event -> new TreeMap<>(help.sections(event)).forEach((section, offers) -> sections.add(entry(event, section, offers))));
        return answered(request, about(current).add("versions", versions).add("forms", sections).build());
    }

    private static JsonObjectBuilder entry(String event, String section, Set<Offer> offers) {
        JsonArrayBuilder offered = JsonMaking.array();
        offers.stream().sorted().forEach(offer -> offered.add(offer.word()));
        return JsonMaking.object().add("event", event).add("section", section).add("path", "/country/forms/" + event + "/" + section).add("offers", offered);
    }

    /** The fields of one section. */
    @GET
    @Path("{event}/{section}")
    @Operation(summary = "The fields for a section of a form", description = "Ready for the form definition of OpenCRVS: fields to be added, what is to be connected with fields of the form, and texts.")
    @APIResponse(responseCode = "200", description = "fields, connect, messages; and leftOut: what the pack offers and is not set up here.")
    @APIResponse(responseCode = "304", description = "It is what If-None-Match names.")
    @APIResponse(responseCode = "404", description = "The pack offers nothing for this event or section.")
    @APIResponse(responseCode = "422", description = "The version is none of those that the index lists.")
    @APIResponse(responseCode = "503", description = "eSignet cannot be reached, and where people log in was not discovered yet.")
    public Response section(@Context Request request, @PathParam("event") String event, @PathParam("section") String section, @QueryParam("version") @DefaultValue("2.0") String version) {
        CountryPack current = pack.get();
        FormsHelp help = current.forms();
        if (!help.sections(event).containsKey(section)) {
            throw new Problem(ProblemType.NOT_FOUND, "The country pack offers nothing for this event or section; GET /country/forms lists what there is");
        }
        FormVersion wanted = FormVersion.named(version).orElseThrow(() -> new Problem(ProblemType.UNREADABLE, "version is 2.0 or 1.8"));
        Surroundings surroundings = surroundings(help.sections(event).get(section));
        JsonObject made = help.section(wanted, event, section, surroundings).orElseThrow();
        JsonObjectBuilder answer = about(current).add("event", event).add("section", section).add("version", wanted.text());
        JsonArrayBuilder leftOut = JsonMaking.array();
        help.leftOut(event, section, surroundings).forEach(offer -> leftOut.add(JsonMaking.object().add("offer", offer.word()).add("why", why(surroundings))));
        answer.add("leftOut", leftOut);
        made.forEach(answer::add);
        return answered(request, answer.build());
    }

    /** eSignet is asked about only for those who want to log in. */
    private Surroundings surroundings(Set<Offer> offers) {
        boolean login = offers.contains(Offer.ESIGNET);
        return new Surroundings(settings.bridge(), login ? logins.forForms().map(link -> new Surroundings.Esignet(link.clientId(), link.address())) : Optional.empty());
    }

    private static String why(Surroundings surroundings) {
        return surroundings.bridge().isEmpty() ? FormsSettings.BRIDGE.key() + " is not set" : "eSignet is not set up here, or takes only logins that begin at the bridge";
    }

    private static JsonObjectBuilder about(CountryPack pack) {
        return JsonMaking.object().add("pack", JsonMaking.object().add("name", pack.name()).add("version", pack.version()));
    }

    /** The tag is of the content, which hangs on settings besides the pack. */
    private static Response answered(Request request, JsonObject answer) {
        String json = answer.toString();
        EntityTag tag = new EntityTag(HexFormat.of().formatHex(digest(json), 0, 16));
        Response.ResponseBuilder known = request.evaluatePreconditions(tag);
        return (known != null ? known : Response.ok(json, MediaType.APPLICATION_JSON_TYPE.withCharset("utf-8"))).tag(tag).header("Cache-Control", "no-cache").build();
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
