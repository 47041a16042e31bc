package io.crvsbridge.simulators;

import jakarta.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/**
 * MOSIP as the bridge meets it: auth manager, packet manager, workflow manager, hub and published keys on one port.
 *
 * <p>Endpoints for {@link #faults()}: {@code auth}, {@code packet}, {@code workflow}, {@code hub}, {@code key}, {@code controller},
 * {@code share}, {@code reissue}.
 */
public final class MosipSimulator implements AutoCloseable {

  public static final String TOPIC = AuthManager.PARTNER_CLIENT + "/" + Hub.CREDENTIAL_ISSUED;
  public static final String COMPLETED_TOPIC = "REGISTRATION_PROCESSOR_WORKFLOW_COMPLETED_EVENT";
  private static final String REISSUE = "/v1/credentialrequest/v2/requestgenerator/";
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
  private final Credentials credentials = new Credentials();
  private final Hub hub = new Hub(auth, ledger, timers);
  private final WorkflowManager workflow = new WorkflowManager(auth, ledger, timers, this::issue, this::completed);

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
    peer.route("hub", call -> call.path().matches("/hub/?") && call.method().equals("POST"), hub::answer);
    route("key", "GET", "/.well-known/public-key.json", credentials::publicKey);
    route("controller", "GET", "/.well-known/controller.json", credentials::controller);
    peer.route("share", call -> call.path().startsWith("/v1/datashare/get/"), this::share);
    peer.route("reissue", call -> call.path().startsWith(REISSUE) && call.method().equals("POST"), this::reissue);
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

  public URI hubUrl() {
    return base().resolve("/hub/");
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
    return issue(ledger.packet(rid).orElseThrow());
  }

  private CompletableFuture<Void> issue(Packet packet) {
    ledger.credentialIssued(packet.id());
    JsonObject event = credentials.event(packet);
    String eventId = event.getJsonObject("event").getString("id");
    return hub.publish(TOPIC, packet.id(), eventId, event.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Publishes any body on the credential topic as the hub would, properly signed. */
  public CompletableFuture<Void> publish(JsonObject event) {
    return hub.publish(TOPIC, "", "", event.toString().getBytes(StandardCharsets.UTF_8));
  }

  private void completed(JsonObject event) {
    if (hub.isSubscribed(COMPLETED_TOPIC)) {
      hub.publish(COMPLETED_TOPIC, event.getString("instanceId"), "", event.toString().getBytes(StandardCharsets.UTF_8));
    }
  }

  private Answer share(Call call) {
    return auth.refusal(call, "SUBSCRIBE_CREDENTIAL_ISSUED_INDIVIDUAL").orElseGet(() -> credentials.shared(call));
  }

  /** Asking again by RID: the way to a credential whose event was lost. */
  private Answer reissue(Call call) {
    Optional<Answer> refusal = auth.refusal(call, "CREDENTIAL_REQUEST");
    if (refusal.isPresent()) {
      return refusal.get();
    }
    String rid = call.path().substring(REISSUE.length());
    Packet packet = ledger.packet(rid).orElse(null);
    if (packet == null || ledger.credentials(rid) == 0) {
      return MosipEnvelope.error("mosip.credential.request", "IDR-CRG-008", "No data found for the registration id");
    }
    issue(packet);
    return MosipEnvelope.response(
        "mosip.credential.request", JsonText.object().add("requestId", java.util.UUID.randomUUID().toString()).build(), jakarta.json.JsonValue.NULL);
  }

  @Override
  public void close() {
    hub.close();
    timers.shutdownNow();
    peer.close();
  }
}
