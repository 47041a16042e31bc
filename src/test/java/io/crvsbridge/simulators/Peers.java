package io.crvsbridge.simulators;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Core and MOSIP together, with the settings a bridge needs to find them. */
public record Peers(CoreSimulator core, MosipSimulator mosip, String hubSecret) implements AutoCloseable {

  public static final String CENTRE = "10021";
  public static final String MACHINE = "10037";
  public static final String OFFICER = "crvs.officer";

  public static Peers start() {
    return new Peers(new CoreSimulator(), new MosipSimulator(), UUID.randomUUID().toString().replace("-", ""));
  }

  /** The environment of a bridge that is reachable at this base. */
  public Map<String, String> environment(URI bridge, String callbackPath) {
    core.bridge(bridge);
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("OPENCRVS_GATEWAY_URL", core.base().toString());
    environment.put("OPENCRVS_AUTH_URL", core.authUrl().toString());
    environment.put("OPENCRVS_PUBLIC_KEY_URL", core.base() + "/auth/.well-known");
    environment.put("MOSIP_AUTH_URL", mosip.authUrl().toString());
    environment.put("MOSIP_AUTH_CLIENT_APP_ID", AuthManager.APP_ID);
    environment.put("MOSIP_PACKET_AUTH_CLIENT_ID", AuthManager.PACKET_CLIENT);
    environment.put("MOSIP_PACKET_AUTH_CLIENT_SECRET", AuthManager.PACKET_SECRET);
    environment.put("MOSIP_WEBSUB_AUTH_CLIENT_ID", AuthManager.PARTNER_CLIENT);
    environment.put("MOSIP_WEBSUB_AUTH_CLIENT_SECRET", AuthManager.PARTNER_SECRET);
    environment.put("MOSIP_STATUS_AUTH_CLIENT_ID", AuthManager.STATUS_CLIENT);
    environment.put("MOSIP_STATUS_AUTH_CLIENT_SECRET", AuthManager.STATUS_SECRET);
    environment.put("MOSIP_WEBSUB_HUB_URL", mosip.hubUrl().toString());
    environment.put("MOSIP_WEBSUB_SECRET", hubSecret);
    environment.put("MOSIP_WEBSUB_TOPIC", MosipSimulator.TOPIC);
    environment.put("MOSIP_WEBSUB_CALLBACK_URL", bridge.toString().replaceAll("/+$", "") + callbackPath);
    environment.put("MOSIP_VERIFIABLE_CREDENTIAL_ALLOWLIST", mosip.credentials().verificationMethod());
    environment.put("DECRYPT_P12_FILE_PATH", Partner.file().toString());
    environment.put("DECRYPT_P12_FILE_PASSWORD", Partner.PASSWORD);
    environment.put("MOSIP_CREATE_PACKET_URL", mosip.createPacketUrl().toString());
    environment.put("MOSIP_PROCESS_PACKET_URL", mosip.processPacketUrl().toString());
    environment.put("MOSIP_TRANSACTION_SEARCH_URL", mosip.transactionSearchUrl().toString());
    environment.put("MOSIP_EXTERNAL_STATUS_URL", mosip.externalStatusUrl().toString());
    environment.put("MOSIP_CREDENTIAL_REQUEST_URL", mosip.credentialRequestUrl().toString());
    environment.put("MOSIP_DATA_SHARE_ALLOWLIST", mosip.base().toString());
    environment.put("MOSIP_CENTER_ID", CENTRE);
    environment.put("MOSIP_MACHINE_ID", MACHINE);
    environment.put("MOSIP_PACKET_SOURCE", "CRVS1");
    environment.put("MOSIP_OFFICER_ID", OFFICER);
    environment.put("IDA_AUTH_URL", mosip.idaUrl().toString());
    environment.put("PARTNER_MISP_LK", IdAuthentication.LICENCE);
    environment.put("PARTNER_ID", IdAuthentication.PARTNER);
    environment.put("PARTNER_APIKEY", IdAuthentication.API_KEY);
    environment.put("IDA_AUTH_DOMAIN_URI", IdAuthentication.DOMAIN);
    environment.put("ENCRYPT_CERT_PATH", IdaKeyPair.file(IdaKeyPair.encryption()).toString());
    environment.put("SIGN_P12_FILE_PATH", Partner.file().toString());
    environment.put("SIGN_P12_FILE_PASSWORD", Partner.PASSWORD);
    environment.put("IDA_RESPONSE_CERT_PATH", IdaKeyPair.file(IdaKeyPair.signing()).toString());
    return environment;
  }

  /** The settings for a bridge whose hub callback is where the reference middleware had it. */
  public Map<String, String> environment(URI bridge) {
    return environment(bridge, "/websub/callback");
  }

  @Override
  public String toString() {
    return "Peers[core=" + core.base() + ", mosip=" + mosip.base() + "]";
  }

  @Override
  public void close() {
    core.close();
    mosip.close();
  }
}
