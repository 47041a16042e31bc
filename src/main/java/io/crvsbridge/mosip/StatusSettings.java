package io.crvsbridge.mosip;

import io.crvsbridge.kernel.KnownConfig;
import io.crvsbridge.kernel.Read;
import io.crvsbridge.kernel.Setting;
import io.crvsbridge.kernel.SettingsGroup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/** Where MOSIP may be asked what became of records. Without it, only what its hub reports is known. */
@Singleton
public class StatusSettings implements SettingsGroup {

    static final Setting<String> CLIENT_ID = Setting.optional("MOSIP_STATUS_AUTH_CLIENT_ID", Read::text,
            "Client that asks where records stand; needs the role REGISTRATION_ADMIN, which the packet client's role does not include.");
    static final Setting<String> CLIENT_SECRET = Setting.secret("MOSIP_STATUS_AUTH_CLIENT_SECRET", "Secret of that client.");
    static final Setting<URI> TRANSACTIONS = Setting.optional("MOSIP_TRANSACTION_SEARCH_URL", Read::base,
            "Where MOSIP tells the transactions of a record, without the registration id, for example `https://mosip.example/registrationprocessor/v1/registrationtransaction/search`. Gives the reason of a rejection.");
    static final Setting<URI> EXTERNAL = Setting.optional("MOSIP_EXTERNAL_STATUS_URL", Read::url,
            "Whole URL of MOSIP's external status search, for example `https://mosip.example/registrationprocessor/v1/registrationstatus/externalstatus/search`. Set it when MOSIP's operator has added our processes to `registration.processor.main-processes`: a hundred records are asked for at a time then.");
    static final Setting<URI> CREDENTIALS = Setting.optional("MOSIP_CREDENTIAL_REQUEST_URL", Read::base,
            "Base of MOSIP's credential requests, for example `https://mosip.example/v1/credentialrequest`. A credential that does not come is asked for again there; the hub's client needs the role CREDENTIAL_REQUEST.");
    static final Setting<String> CREDENTIAL_TYPE = Setting.of("MOSIP_CREDENTIAL_TYPE", "vercred", Read::text, "The type of credential that is asked for again.");

    private final Config config;

    @Inject
    StatusSettings(Config config) {
        this.config = new KnownConfig(config);
    }

    @Override
    public String title() {
        return "MOSIP: where records stand";
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(CLIENT_ID, CLIENT_SECRET, TRANSACTIONS, EXTERNAL, CREDENTIALS, CREDENTIAL_TYPE);
    }

    @Override
    public List<String> problems() {
        boolean id = CLIENT_ID.find(config).isPresent();
        boolean secret = CLIENT_SECRET.find(config).isPresent();
        return id == secret ? List.of() : List.of("MOSIP_STATUS_AUTH_CLIENT_ID and MOSIP_STATUS_AUTH_CLIENT_SECRET belong together; only one is set");
    }

    /** What inquiries cannot do without and is not set; without both URLs there are none. */
    public List<String> missing() {
        List<String> client = MosipSettings.missing(config, CLIENT_ID, CLIENT_SECRET);
        boolean somewhere = TRANSACTIONS.find(config).isPresent() || EXTERNAL.find(config).isPresent();
        return !client.isEmpty() || somewhere ? client : List.of(TRANSACTIONS.key());
    }

    MosipSettings.Credentials credentials() {
        return new MosipSettings.Credentials(MosipSettings.need(config, CLIENT_ID), MosipSettings.need(config, CLIENT_SECRET));
    }

    Optional<URI> transactions() {
        return TRANSACTIONS.find(config);
    }

    Optional<URI> external() {
        return EXTERNAL.find(config);
    }

    Optional<URI> credentialRequests() {
        return CREDENTIALS.find(config);
    }

    String credentialType() {
        return CREDENTIAL_TYPE.get(config);
    }
}
