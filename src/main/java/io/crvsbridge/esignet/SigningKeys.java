package io.crvsbridge.esignet;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import io.crvsbridge.esignet.Untrusted.Cause;
import io.crvsbridge.kernel.BoundedJson;
import io.crvsbridge.kernel.JsonMaking;
import io.crvsbridge.kernel.PeerAnswer;
import io.crvsbridge.kernel.PeerUnreachable;
import io.crvsbridge.kernel.RsaStrength;
import io.crvsbridge.time.SteadyClock;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.text.ParseException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.logging.Logger;

/** The keys that eSignet publishes, its ID system's among them, each found by its id. One that is not known yet, or does not fit, has them fetched again (MOSIP contract, section 7). */
@Singleton
class SigningKeys {

    private static final Logger LOG = Logger.getLogger(SigningKeys.class.getName());
    /** What makes a key. Others, such as eSignet's {@code exp} in words and its certificates, are not needed and may be of any form. */
    private static final List<String> MEMBERS = List.of("kty", "kid", "use", "alg", "n", "e", "crv", "x", "y");

    private final Kept<List<JWK>> keys;
    private final Refusals refusals;

    @Inject
    SigningKeys(Providers providers, EsignetGateway gateway, Refusals refusals, SteadyClock clock) {
        this(() -> text(gateway.document(providers.current().jwks())), refusals, clock);
    }

    SigningKeys(Supplier<String> source, Refusals refusals, Clock clock) {
        this.keys = new Kept<>(() -> read(source.get()), SigningKeys::failed, clock);
        this.refusals = refusals;
    }

    private static String text(PeerAnswer answer) {
        if (answer.status() != 200) {
            throw new PeerUnreachable("status " + answer.status(), null);
        }
        return answer.body();
    }

    /**
     * The claims of a token that one of the keys signed.
     *
     * @throws Untrusted                          KEY_UNKNOWN or SIGNATURE
     * @throws io.crvsbridge.problem.Problem when no keys were ever obtained
     */
    JsonObject proved(CompactJws jws) {
        List<JWK> known = keys.current().orElseThrow(() -> refusals.away("its keys could not be fetched yet"));
        if (fits(jws, known)) {
            return jws.claims();
        }
        Optional<List<JWK>> other = keys.otherThan(known);
        if (other.isPresent() && fits(jws, other.get())) {
            return jws.claims();
        }
        throw new Untrusted(other.orElse(known).stream().anyMatch(k -> jws.keyId().equals(k.getKeyID())) ? Cause.SIGNATURE : Cause.KEY_UNKNOWN);
    }

    private static boolean fits(CompactJws jws, List<JWK> keys) {
        return jws.signedBy(keys.stream().filter(k -> jws.keyId().equals(k.getKeyID())));
    }

    /** The keys of a set that we can use. @throws IllegalArgumentException when there is none */
    static List<JWK> read(String set) {
        JsonValue listed;
        try {
            listed = BoundedJson.read(set).get("keys");
        } catch (BoundedJson.Unfit e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        List<JWK> usable = listed instanceof JsonArray all ? all.stream().flatMap(k -> key(k).stream()).toList() : List.of();
        if (usable.isEmpty()) {
            throw new IllegalArgumentException("no usable key is published");
        }
        return usable;
    }

    /** Another system's key may be of a kind that we do not know; it is no reason to do without the others. */
    private static Optional<JWK> key(JsonValue value) {
        if (!(value instanceof JsonObject object)) {
            return Optional.empty();
        }
        JsonObjectBuilder plain = JsonMaking.object();
        MEMBERS.stream().filter(object::containsKey).forEach(m -> plain.add(m, object.get(m)));
        try {
            JWK key = JWK.parse(plain.build().toString());
            boolean signs = key.getKeyUse() == null || key.getKeyUse().equals(KeyUse.SIGNATURE);
            return signs && key.getKeyID() != null && strong(key) ? Optional.of(key) : Optional.empty();
        } catch (ParseException | JOSEException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean strong(JWK key) throws JOSEException {
        return key instanceof RSAKey rsa ? RsaStrength.suffices(rsa.toRSAPublicKey()) : key instanceof ECKey ec && Curve.P_256.equals(ec.getCurve());
    }

    private static void failed(RuntimeException e) {
        LOG.warning(() -> "CB255 eSignet's keys could not be fetched (" + e.getMessage() + "); those that we have stay in use, next try in a minute at the earliest");
    }
}
