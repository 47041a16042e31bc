package io.crvsbridge.mosip;

import io.crvsbridge.kernel.BadSetting;
import io.crvsbridge.kernel.KnownConfig;
import io.crvsbridge.kernel.Read;
import io.crvsbridge.kernel.Setting;
import io.crvsbridge.kernel.SettingsGroup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;

/** Where MOSIP is and who we are there. All of it may be absent: a server that is not connected yet starts, and says what it misses. */
@Singleton
public class MosipSettings implements SettingsGroup {

    static final Setting<URI> AUTH_URL = Setting.optional("MOSIP_AUTH_URL", Read::url,
            "Whole URL of MOSIP's login, for example `https://mosip.example/v1/authmanager/authenticate/clientidsecretkey`.");
    static final Setting<String> APP_ID = Setting.of("MOSIP_AUTH_CLIENT_APP_ID", "regproc", Read::text, "The `appId` of our logins.");
    static final Setting<String> CLIENT_ID = Setting.optional("MOSIP_PACKET_AUTH_CLIENT_ID", Read::text,
            "Client that creates packets and starts workflows; needs the role REGISTRATION_PROCESSOR or ONLINE_REGISTRATION_CLIENT.");
    static final Setting<String> CLIENT_SECRET = Setting.secret("MOSIP_PACKET_AUTH_CLIENT_SECRET", "Secret of the packet client.");
    static final Setting<String> HUB_CLIENT_ID = Setting.optional("MOSIP_WEBSUB_AUTH_CLIENT_ID", Read::text,
            "Client that subscribes at the hub. MOSIP wants it to equal the partner id, so it is normally not the packet client.");
    static final Setting<String> HUB_CLIENT_SECRET = Setting.secret("MOSIP_WEBSUB_AUTH_CLIENT_SECRET", "Secret of the subscribing client.");
    static final Setting<URI> HUB = Setting.optional("MOSIP_WEBSUB_HUB_URL", Read::url, "Whole URL of MOSIP's WebSub hub, for example `https://mosip.example/hub/`.");
    static final Setting<URI> CREATE_PACKET = Setting.optional("MOSIP_CREATE_PACKET_URL", Read::url,
            "Whole URL of createPacket, for example `https://mosip.example/commons/v1/packetmanager/createPacket`.");
    static final Setting<URI> PROCESS_PACKET = Setting.optional("MOSIP_PROCESS_PACKET_URL", Read::url,
            "Whole URL of workflowinstance, for example `https://mosip.example/registrationprocessor/v1/workflowmanager/workflowinstance`.");
    static final Setting<String> CENTER = Setting.optional("MOSIP_CENTER_ID", Read.matching("\\d{5}", "a number of exactly five digits"),
            "Our registration centre at MOSIP, five digits; begins every registration id.");
    static final Setting<String> MACHINE = Setting.optional("MOSIP_MACHINE_ID", Read.matching("\\d{5}", "a number of exactly five digits"),
            "Our machine at MOSIP, five digits; follows the centre in every registration id.");
    static final Setting<String> SOURCE = Setting.of("MOSIP_PACKET_SOURCE", "CRVS1", Read::text,
            "The packet source that MOSIP's packet manager declares for us; the reference middleware used `OPENCRVS`.");
    static final Setting<String> BIRTH = Setting.of("MOSIP_PACKET_PROCESS_BIRTH", "CRVS_NEW", Read::text, "MOSIP's process for births.");
    static final Setting<String> DEATH = Setting.of("MOSIP_PACKET_PROCESS_DEATH", "CRVS_DEATH", Read::text, "MOSIP's process for deaths.");
    static final Setting<String> UPDATE = Setting.optional("MOSIP_PACKET_PROCESS_UPDATE", Read::text,
            "MOSIP's process for changed data of a person who has an identifier. MOSIP has no such route by default: without this key no update is sent, whatever the country pack says.");
    static final Setting<String> REVOKE = Setting.optional("MOSIP_PACKET_PROCESS_REVOKE", Read::text,
            "MOSIP's process for a revoked registration; as for updates, nothing is sent without it.");
    static final Setting<String> REINSTATE = Setting.optional("MOSIP_PACKET_PROCESS_REINSTATE", Read::text,
            "MOSIP's process for a registration that is reinstated; as for updates, nothing is sent without it.");
    static final Setting<String> OFFICER = Setting.optional("MOSIP_OFFICER_ID", Read::text,
            "Active MOSIP user, mapped to our centre, who stands as the packet's officer. MOSIP's operator validator fails packets without one.");
    static final Setting<String> TRANSACTION_PREFIX = Setting.optional("TRANSACTION_ID_PREFIX", Read::text,
            "Accepted because the reference middleware knew it; has no effect.");

    /** Digits of a registration id of the reference middleware. */
    private static final int TAKEN_OVER = 15;

    private final Config config;

    @Inject
    MosipSettings(Config config) {
        this.config = new KnownConfig(config);
    }

    @Override
    public String title() {
        return "MOSIP";
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(AUTH_URL, APP_ID, CLIENT_ID, CLIENT_SECRET, HUB_CLIENT_ID, HUB_CLIENT_SECRET, HUB, CREATE_PACKET, PROCESS_PACKET, CENTER, MACHINE, SOURCE, BIRTH, DEATH, UPDATE, REVOKE, REINSTATE, OFFICER,
                TRANSACTION_PREFIX);
    }

    @Override
    public List<String> problems() {
        return Stream.concat(together(CLIENT_ID, CLIENT_SECRET), together(HUB_CLIENT_ID, HUB_CLIENT_SECRET)).toList();
    }

    private Stream<String> together(Setting<?> id, Setting<?> secret) {
        boolean fits = id.find(config).isPresent() == secret.find(config).isPresent();
        return fits ? Stream.empty() : Stream.of(id.key() + " and " + secret.key() + " belong together; only one is set");
    }

    /** What packets cannot do without and is not set. */
    public List<String> missing() {
        return missing(config, AUTH_URL, CLIENT_ID, CLIENT_SECRET, CREATE_PACKET, PROCESS_PACKET, CENTER, MACHINE, OFFICER);
    }

    /** What every packet names, and fails without, and is not set. */
    List<String> missingMetadata() {
        return missing(config, CENTER, MACHINE, OFFICER);
    }

    public static List<String> missing(Config config, Setting<?>... needed) {
        return Stream.of(needed).filter(s -> s.find(config).isEmpty()).map(Setting::key).toList();
    }

    /** The value, whose absence means that MOSIP cannot be called yet. */
    public static <T> T need(Config config, Setting<T> setting) {
        return setting.find(config).orElseThrow(() -> new BadSetting("MOSIP is not configured: " + setting.key() + " is not set"));
    }

    URI authUrl() {
        return need(config, AUTH_URL);
    }

    String appId() {
        return APP_ID.get(config);
    }

    Credentials credentials() {
        return new Credentials(need(config, CLIENT_ID), need(config, CLIENT_SECRET));
    }

    /** What the hub's client cannot do without and is not set. */
    public List<String> missingHubClient() {
        return missing(config, HUB_CLIENT_ID, HUB_CLIENT_SECRET, HUB);
    }

    Credentials hubCredentials() {
        return new Credentials(need(config, HUB_CLIENT_ID), need(config, HUB_CLIENT_SECRET));
    }

    URI hub() {
        return need(config, HUB);
    }

    URI createPacket() {
        return need(config, CREATE_PACKET);
    }

    URI processPacket() {
        return need(config, PROCESS_PACKET);
    }

    Station station() {
        return new Station(need(config, CENTER), need(config, MACHINE));
    }

    /**
     * Whether a registration id begins as ours do; false as long as we have no centre and machine. Those of the reference middleware, of which records may have been
     * taken over, are the centre and ten more digits.
     */
    public boolean mayBeOurs(String registrationId) {
        if (!missing(config, CENTER, MACHINE).isEmpty()) {
            return false;
        }
        boolean takenOver = registrationId.length() == TAKEN_OVER && registrationId.startsWith(station().center());
        return takenOver || registrationId.startsWith(station().center() + station().machine());
    }

    String source() {
        return SOURCE.get(config);
    }

    /** The process that a country pack means: the name of a setting stands for its value, anything else for itself. */
    Optional<String> process(String named) {
        Optional<Setting<String>> setting = Stream.of(BIRTH, DEATH, UPDATE, REVOKE, REINSTATE).filter(s -> s.key().equals(named)).findFirst();
        return setting.isPresent() ? setting.get().find(config) : Optional.of(named);
    }

    Optional<String> officer() {
        return OFFICER.find(config);
    }

    public boolean hasTransactionPrefix() {
        return TRANSACTION_PREFIX.find(config).isPresent();
    }

    /** A client id and its secret. */
    record Credentials(String clientId, String secret) {
        @Override
        public String toString() {
            return "Credentials[" + clientId + "]";
        }
    }

    /** Our centre and machine at MOSIP. */
    record Station(String center, String machine) {

        /** Names the key that encrypts the packet. */
        String refId() {
            return center + "_" + machine;
        }
    }
}
