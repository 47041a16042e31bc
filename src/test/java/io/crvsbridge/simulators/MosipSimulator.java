package io.crvsbridge.simulators;

import jakarta.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/**
 * MOSIP as the bridge meets it: auth manager, packet manager, workflow manager, status search, hub, credential requests and published keys on
 * one port.
 *
 * <p>Endpoints for {@link #faults()}: {@code auth}, {@code packet}, {@code workflow}, {@code status}, {@code external}, {@code transactions},
 * {@code hub}, {@code key}, {@code controller}, {@code share}, {@code request}, {@code retrigger}, {@code reissue}, {@code ida}.
 */
public final class MosipSimulator implements AutoCloseable {

  public static final String TOPIC = AuthManager.PARTNER_CLIENT + "/" + Hub.CREDENTIAL_ISSUED;
  public static final String COMPLETED_TOPIC = "REGISTRATION_PROCESSOR_WORKFLOW_COMPLETED_EVENT";
  public static final String PAUSED_TOPIC = "REGISTRATION_PROCESSOR_WORKFLOW_PAUSED_FOR_ADDITIONAL_INFO_EVENT";
  private static final int TIMERS = 4;

  private final Peer peer;
  private final Peer.Door authDoor;
  private final ScheduledExecutorService timers =
      Executors.newScheduledThreadPool(
          TIMERS,
          task -> {
            Thread thread = new Thread(task, "mosip-timer");
            thread.setDaemon(true);
            return thread;
          });
  private final MosipLedger ledger = new MosipLedger();
  private final AuthManager auth = new AuthManager();
  private final PacketManager packets = new PacketManager(auth, ledger);
  private final CredentialRequests requests = new CredentialRequests();
  private final Credentials credentials = new Credentials(requests);
  private final Hub hub = new Hub(auth, ledger, timers, requests::knows);
  private final CredentialIssuer issuer = new CredentialIssuer(requests, credentials, ledger, hub);
  private final CredentialRequestApi requestApi = new CredentialRequestApi(auth, ledger, requests, issuer, timers);
  private final WorkflowManager workflow = new WorkflowManager(auth, ledger, timers, issuer::issue, new WorkflowEvents(hub, ledger));
  private final StatusSearch search = new StatusSearch(auth, workflow);
  private final IdAuthentication ida = new IdAuthentication();

  public MosipSimulator() {
    this(0);
  }

  public MosipSimulator(int port) {
    peer = new Peer("mosip", port);
    authDoor = peer.door();
    credentials.base(peer.base().toString());
    hub.url(hubUrl().toString());
    route("auth", "POST", "/v1/authmanager/authenticate/clientidsecretkey", auth::login);
    route("packet", "PUT", "/commons/v1/packetmanager/createPacket", packets::create);
    route("workflow", "POST", "/registrationprocessor/v1/workflowmanager/workflowinstance", workflow::start);
    route("status", "POST", StatusSearch.STATUS, search::status);
    route("external", "POST", StatusSearch.EXTERNAL, search::external);
    peer.route("transactions", StatusSearch::isTransactions, search::transactions);
    peer.route("hub", call -> call.path().matches("/hub/?") && call.method().equals("POST"), hub::answer);
    route("key", "GET", "/.well-known/public-key.json", credentials::publicKey);
    route("controller", "GET", "/.well-known/controller.json", credentials::controller);
    peer.route("share", call -> call.path().startsWith("/v1/datashare/get/"), this::share);
    peer.route("request", CredentialRequestApi::isRequest, requestApi::request);
    peer.route("retrigger", CredentialRequestApi::isRetrigger, requestApi::retrigger);
    peer.route("reissue", CredentialRequestApi::isReissue, requestApi::reissue);
    peer.route("ida", IdAuthentication::isAuth, ida::authenticate);
  }

  private void route(String name, String method, String path, Endpoint endpoint) {
    peer.route(name, call -> call.path().equals(path) && call.method().equals(method), endpoint);
  }

  public URI base() {
    return peer.base();
  }

  public URI authUrl() {
    return authDoor.base().resolve("/v1/authmanager/authenticate/clientidsecretkey");
  }

  /** The auth manager stands on a machine of its own: it alone refuses connections from now on. */
  public void authDown() {
    authDoor.shut();
  }

  public URI createPacketUrl() {
    return base().resolve("/commons/v1/packetmanager/createPacket");
  }

  public URI processPacketUrl() {
    return base().resolve("/registrationprocessor/v1/workflowmanager/workflowinstance");
  }

  public URI statusUrl() {
    return base().resolve(StatusSearch.STATUS);
  }

  public URI externalStatusUrl() {
    return base().resolve(StatusSearch.EXTERNAL);
  }

  /** A RID is to be added to it, after a slash. */
  public URI transactionSearchUrl() {
    return base().resolve(StatusSearch.TRANSACTIONS);
  }

  /** What the paths of all requests for credentials begin with. */
  public URI credentialRequestUrl() {
    return base().resolve(CredentialRequestApi.BASE);
  }

  /** Licence key, partner and API key are to be added to it. */
  public URI idaUrl() {
    return base().resolve(IdAuthentication.PATH);
  }

  public URI hubUrl() {
    return base().resolve("/hub/");
  }

  public IdAuthentication ida() {
    return ida;
  }

  public AuthManager auth() {
    return auth;
  }

  public PacketManager packets() {
    return packets;
  }

  public WorkflowManager workflow() {
    return workflow;
  }

  public Hub hub() {
    return hub;
  }

  public Credentials credentials() {
    return credentials;
  }

  public CredentialRequests credentialRequests() {
    return requests;
  }

  public MosipLedger ledger() {
    return ledger;
  }

  public Faults faults() {
    return peer.faults();
  }

  /** How often an endpoint was called, faults included. */
  public int calls(String endpoint) {
    return peer.calls(endpoint);
  }

  public void down() {
    authDoor.shut();
    peer.down();
  }

  public void up() {
    authDoor.open();
    peer.up();
  }

  /** Issues the credential of a stored packet, once more if need be; ends when the hub had its try. */
  public CompletableFuture<Void> issue(String rid) {
    return issuer.issue(ledger.packet(rid).orElseThrow());
  }

  /** Ends a workflow by hand, whether it runs, waits, or has ended before: with the outcome's event and, for a birth that is PROCESSED, its credential. */
  public void end(String rid, MosipLedger.Outcome outcome) {
    workflow.end(rid, outcome);
  }

  /** Publishes any body on the credential topic as the hub would, properly signed. */
  public CompletableFuture<Void> publish(JsonObject event) {
    return hub.publish(TOPIC, "", "", event.toString().getBytes(StandardCharsets.UTF_8));
  }

  private Answer share(Call call) {
    Optional<Answer> refusal = auth.refusal(call, "SUBSCRIBE_CREDENTIAL_ISSUED_INDIVIDUAL");
    if (refusal.isPresent()) {
      return refusal.get();
    }
    Answer answer = credentials.shared(call);
    if (answer.status() == 200) {
      ledger.shareFetched();
    }
    return answer;
  }

  @Override
  public void close() {
    hub.close();
    timers.shutdownNow();
    peer.close();
  }
}
