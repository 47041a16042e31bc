package io.crvsbridge.forms;

import java.util.List;
import java.util.Optional;

/**
 * What a form has to know of this server, none of it secret.
 *
 * @param bridge  where browsers reach this server: a URL or a path at the form's own origin, without a slash at its end
 * @param esignet where browsers reach eSignet
 */
public record Surroundings(Optional<String> bridge, Optional<Esignet> esignet) {

    /**
     * eSignet's authorize page.
     *
     * @param clientId our client's id there
     * @param address  the page's address with everything but state and redirect URI, which are the form's
     */
    public record Esignet(String clientId, String address) {}

    /** With these everything can be offered; for looking a template through. */
    static final Surroundings TRIAL = new Surroundings(Optional.of("https://bridge.example"), Optional.of(new Esignet("client", "https://esignet.example/authorize?client_id=client")));

    /** Of servers on which not all of it is set up. */
    static final List<Surroundings> SPARSE = List.of(new Surroundings(TRIAL.bridge, Optional.empty()), new Surroundings(Optional.empty(), Optional.empty()));

    boolean has(Offer offer) {
        return switch (offer) {
            case ESIGNET -> bridge.isPresent() && esignet.isPresent();
            case READER -> true;
            case CHECK -> bridge.isPresent();
        };
    }
}
