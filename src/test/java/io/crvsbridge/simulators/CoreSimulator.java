package io.crvsbridge.simulators;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * OpenCRVS Core as the bridge meets it: auth, gateway and events service on one port.
 *
 * <p>Endpoints for {@link #faults()}: {@code keys}, {@code token}, {@code accept}, {@code reject}, {@code get}, {@code search},
 * {@code locations}, {@code areas}, {@code user}.
 */
public final class CoreSimulator implements AutoCloseable {

  private static final String REGISTRAR = "a8e326bf-cc83-4289-a91d-5990f6791ccf";
  private static final List<String> DECLARED_FIELDS =
      List.of(
          "child.nid", "child.reason", "mother.nid", "mother.verified", "father.nid", "father.verified", "informant.nid", "informant.verified",
          "deceased.nid", "deceased.verified", "spouse.nid", "spouse.verified");

  private final Peer peer;
  private final Peer.Door authDoor;
  private final CoreEvents events = new CoreEvents();
  private final CoreAuth auth = new CoreAuth();
  private final CoreLedger ledger = new CoreLedger(events);
  private final CoreTriggers triggers = new CoreTriggers(events);
  private final CoreActions actions = new CoreActions(events, auth, ledger, triggers::unanswered);
  private final CoreDirectory directory = new CoreDirectory(auth, REGISTRAR);
  private volatile boolean version19;

  public CoreSimulator() {
    this(0);
  }

  public CoreSimulator(int port) {
    peer = new Peer("core", port);
    authDoor = peer.door();
    CoreRecords records = new CoreRecords(events, auth, ledger);
    peer.route("keys", call -> call.path().endsWith("/.well-known"), auth::publicKey);
    peer.route("token", call -> call.path().endsWith("/token") && call.method().equals("POST"), auth::token);
    peer.route("accept", CoreActions::isAccept, actions::confirm);
    peer.route("reject", CoreActions::isReject, actions::confirm);
    peer.route("get", CoreRecords::isGet, records::get);
    peer.route("search", CoreSearch::isSearch, new CoreSearch(events, auth)::search);
    peer.route("locations", CoreDirectory::isLocations, directory::locations);
    peer.route("areas", CoreDirectory::isAreas, directory::areas);
    peer.route("user", CoreDirectory::isUser, directory::user);
    actions.declares(DECLARED_FIELDS);
  }

  public CoreSimulator bridge(URI base) {
    triggers.bridge(base);
    return this;
  }

  /** How long a trigger's answer is awaited: 180 s, unless a test has less time. */
  public CoreSimulator patience(Duration longest) {
    triggers.patience(longest);
    return this;
  }

  /** Also answers to people: {@code POST /demo/births}, {@code /demo/deaths} and {@code /demo/corrections}, and {@code GET /demo/events/{id}}. */
  public CoreSimulator withDesk() {
    RegistrarDesk desk = new RegistrarDesk(this, events);
    peer.route("demo-birth", RegistrarDesk::isBirth, desk::birth);
    peer.route("demo-death", RegistrarDesk::isDeath, desk::death);
    peer.route("demo-correction", RegistrarDesk::isCorrection, desk::correction);
    peer.route("demo-event", RegistrarDesk::isEvent, desk::event);
    return this;
  }

  /** Tokens with plain scopes, accept that wants them, and administrative areas among the locations, as Core 1.9. */
  public CoreSimulator version19() {
    version19 = true;
    actions.plainScopes(true);
    directory.version19();
    return this;
  }

  /** Field ids that the country's forms declare; any other in an accept poisons the record. */
  public CoreSimulator declares(String... fields) {
    actions.declares(List.of(fields));
    return this;
  }

  /** How long accept takes between looking and writing, which is how long parallel calls have to race. */
  public CoreSimulator raceMillis(long millis) {
    actions.raceMillis(millis);
    return this;
  }

  public URI base() {
    return peer.base();
  }

  public CoreAuth auth() {
    return auth;
  }

  public Faults faults() {
    return peer.faults();
  }

  public CoreLedger ledger() {
    return ledger;
  }

  /** How often an endpoint was called, faults included. */
  public int calls(String endpoint) {
    return peer.calls(endpoint);
  }

  /** The address of the auth service, which has a machine of its own. */
  public URI authUrl() {
    return authDoor.base().resolve("/auth");
  }

  /** The auth service alone refuses connections from now on. */
  public void authDown() {
    authDoor.shut();
  }

  public void down() {
    authDoor.shut();
    peer.down();
  }

  public void up() {
    authDoor.open();
    peer.up();
  }

  /** A declared birth of a newborn with an authenticated mother. */
  public CoreEvent declareBirth() {
    return declare(Declaration.birth());
  }

  public CoreEvent declareDeath() {
    return declare(Declaration.death());
  }

  /** An event whose declaration Core has accepted. */
  public CoreEvent declare(Declaration declaration) {
    return added(declaration.eventType(), declared(declaration));
  }

  /** A record that was registered without the bridge: declared and registered, under this number. */
  public CoreEvent registeredBirth(Declaration declaration, String number) {
    List<JsonObject> written = declared(declaration);
    String transaction = UUID.randomUUID().toString();
    JsonObject requested = action("REGISTER", "Requested", transaction).add("annotation", JsonText.object()).build();
    written.add(requested);
    written.add(action("REGISTER", "Accepted", transaction).add("originalActionId", requested.getString("id")).add("registrationNumber", number).build());
    return added(declaration.eventType(), written);
  }

  private static List<JsonObject> declared(Declaration declaration) {
    List<JsonObject> written = new ArrayList<>(created());
    String transaction = UUID.randomUUID().toString();
    JsonObject comment = JsonText.object().add("review.comment", "Declared by a simulated clerk").build();
    JsonObject requested = action("DECLARE", "Requested", transaction).add("declaration", declaration.json()).add("annotation", comment).build();
    written.add(requested);
    written.add(action("DECLARE", "Accepted", transaction).add("originalActionId", requested.getString("id")).build());
    return written;
  }

  /** An event that has only been created: nothing is declared yet. */
  public CoreEvent create(String eventType) {
    return added(eventType, created());
  }

  private CoreEvent added(String type, List<JsonObject> written) {
    CoreEvent event = new CoreEvent(UUID.randomUUID().toString(), type, TrackingIds.next(), CoreEvents.now(), written);
    events.add(event);
    return event;
  }

  private static List<JsonObject> created() {
    String transaction = UUID.randomUUID().toString();
    return List.of(
        action("CREATE", "Accepted", transaction).build(),
        action("ASSIGN", "Accepted", transaction).add("assignedTo", REGISTRAR).build());
  }

  private static JsonObjectBuilder action(String type, String status, String transaction) {
    return CoreEvents.action(type, status, transaction, REGISTRAR, "user");
  }

  /** Takes in a whole document, such as a recorded one; {@link #triggerPending} sends it. */
  public CoreEvent fromDocument(JsonObject document) {
    CoreEvent event = CoreEvent.fromDocument(document);
    events.add(event);
    return event;
  }

  /** The registrar registers: the Requested action is committed, then the bridge is asked. */
  public TriggerAnswer register(CoreEvent event) {
    return trigger(event, "REGISTER");
  }

  public TriggerAnswer trigger(CoreEvent event, String actionType) {
    return trigger(event, actionType, JsonValue.EMPTY_JSON_OBJECT);
  }

  /** Another action, with keys of its own such as declaration, content, requestId or customActionType. */
  public TriggerAnswer trigger(CoreEvent event, String actionType, JsonObject extra) {
    request(event, actionType, extra);
    return triggerPending(event);
  }

  /**
   * Somebody asks to correct a registered record, and the registrar approves: of that the bridge is asked.
   *
   * @param corrected the fields that change, with their new values
   */
  public TriggerAnswer correct(CoreEvent event, JsonObject corrected) {
    if (event.pending().isPresent()) {
      throw new IllegalStateException("another action is pending");
    }
    String transaction = UUID.randomUUID().toString();
    JsonObject requester = JsonText.object().add("requester.type", "MOTHER").add("requester.identity.verify", true).build();
    JsonObject requested = action("REQUEST_CORRECTION", "Requested", transaction).add("declaration", corrected).add("annotation", requester).build();
    JsonObject accepted = action("REQUEST_CORRECTION", "Accepted", transaction).add("originalActionId", requested.getString("id")).build();
    events.write(event, requested);
    events.write(event, accepted);
    // The approval names the accepted action, not the one that asked.
    return trigger(event, "APPROVE_CORRECTION", JsonText.object().add("requestId", accepted.getString("id")).build());
  }

  /** Only commits the Requested action; the bridge is not asked. Returns the action's id. */
  public String request(CoreEvent event, String actionType, JsonObject extra) {
    JsonObjectBuilder action = action(actionType, "Requested", UUID.randomUUID().toString());
    action.add("annotation", JsonText.object());
    extra.forEach(action::add);
    JsonObject requested = action.build();
    events.write(event, requested);
    return requested.getString("id");
  }

  public TriggerAnswer triggerPending(CoreEvent event) {
    return triggerPending(event, token(event).sign());
  }

  /** Sends the pending action with whatever token. */
  public TriggerAnswer triggerPending(CoreEvent event, String token) {
    return triggers.send(event, event.pendingActionId(), token);
  }

  /** Sends the identical request once more; callable in parallel. */
  public TriggerAnswer triggerAgain(CoreEvent event, String actionId) {
    return triggers.again(event, actionId);
  }

  /** The identical request of the action that is still pending. */
  public TriggerAnswer triggerAgain(CoreEvent event) {
    return triggerAgain(event, event.pendingActionId());
  }

  /**
   * Somebody else decides the action in Core, under a transaction of his own.
   *
   * @param status Accepted or Rejected
   * @param number of an accepted REGISTER, else null
   */
  public void decideElsewhere(CoreEvent event, String actionId, String status, String number) {
    String type = event.action(actionId).orElseThrow().getString("type");
    JsonObjectBuilder decision = action(type, status, UUID.randomUUID().toString()).add("originalActionId", actionId);
    if (number != null) {
      decision.add("registrationNumber", number);
    }
    events.write(event, decision.build());
  }

  /** The token Core issues for the pending action, to be varied. */
  public RecordToken token(CoreEvent event) {
    JsonObject pending = event.pending().orElseThrow();
    RecordToken token = auth.recordToken(event.id(), pending.getString("id"), pending.getString("createdBy"));
    return version19 ? token.asOf19() : token;
  }

  /** Waits until the action has been accepted or rejected in Core. */
  public boolean awaitDecided(CoreEvent event, String actionId, Duration atMost) {
    return Waiting.until(() -> event.decided(actionId), atMost);
  }

  @Override
  public void close() {
    peer.close();
  }
}
