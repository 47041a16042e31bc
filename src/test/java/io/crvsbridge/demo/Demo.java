package io.crvsbridge.demo;

import io.crvsbridge.e2e.Await;
import io.crvsbridge.e2e.BridgeServer;
import io.crvsbridge.e2e.LoginForm;
import io.crvsbridge.simulators.CoreEvent;
import io.crvsbridge.simulators.CoreSimulator;
import io.crvsbridge.simulators.Declaration;
import io.crvsbridge.simulators.Esignet;
import io.crvsbridge.simulators.EsignetClient;
import io.crvsbridge.simulators.MockIdentity;
import io.crvsbridge.simulators.MosipLedger;
import io.crvsbridge.simulators.MosipSimulator;
import io.crvsbridge.simulators.Packet;
import io.crvsbridge.simulators.Peers;
import io.crvsbridge.simulators.TriggerAnswer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;

/**
 * Starts the packaged server between a simulated Core and a simulated MOSIP, sends births, a death and a correction through it and tells each step as it happens;
 * then stays for more. With {@code -Ddemo.once=true} it ends after these, with status 0 only if each ended as it should.
 */
public final class Demo implements AutoCloseable {

    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final String UPDATE = "CRVS_UPDATE";

    private final Peers peers;
    private final Esignet esignet = new Esignet(Esignet.Release.V1_7, port("DEMO_ESIGNET_PORT", 7090));
    private final FormPage form;
    private final BridgeServer server;
    private final Told told = new Told();

    private Demo() {
        int httpPort = port("HTTP_PORT", 3040);
        peers = new Peers(new CoreSimulator(port("DEMO_CORE_PORT", 7070)).withDesk(), new MosipSimulator(port("DEMO_MOSIP_PORT", 7080)),
                UUID.randomUUID().toString().replace("-", ""));
        // A folder of its own for each run: the simulated peers have forgotten whatever an earlier one left behind.
        server = new BridgeServer(Path.of("target", "demo", "run-" + System.currentTimeMillis()), httpPort)
                .set("HTTPS_PORT", Integer.toString(port("HTTPS_PORT", 3043)));
        server.set(peers.environment(server.base()));
        form = new FormPage(port("DEMO_FORM_PORT", 7091), server.base(), EsignetClient.ID, () -> peers.core().auth().userToken("registrar").sign());
        server.set(esignet.environment(form.address().toString())).set("ESIGNET_ENCRYPTION_KEY_PATH", esignet.client().encryptionKeyFile().toString());
        esignet.encrypts(true);
        esignet.pushOnly(true);
        // The country has given MOSIP a process for corrected data; by default there is none.
        server.set("MOSIP_PACKET_PROCESS_UPDATE", UPDATE).set("CORE_SYNC_CONFIRM_DELAY", "5s");
        peers.mosip().packets().provides("CRVS1", UPDATE);
        // Real workflows take a while; one second is enough to see it.
        peers.mosip().workflow().delayMillis(1_000);
    }

    public static void main(String[] arguments) throws InterruptedException {
        boolean once = Boolean.parseBoolean(System.getProperty("demo.once", System.getenv().getOrDefault("DEMO_ONCE", "false")));
        if (Boolean.getBoolean("demo.follows-parent")) {
            // Maven does not pass on its own end to what it runs.
            ProcessHandle.current().parent().ifPresent(parent -> parent.onExit().thenRun(() -> System.exit(1)));
        }
        boolean good = false;
        try (Demo demo = new Demo()) {
            demo.start();
            demo.eligibleBirth();
            demo.otherBirth();
            demo.rejectedBirth();
            demo.correction();
            demo.death();
            demo.login();
            good = true;
            if (!once) {
                demo.stay();
            }
        } catch (AssertionError | IllegalStateException | UncheckedIOException failed) {
            System.err.println("The demonstration failed: " + failed.getMessage());
        }
        System.exit(good ? 0 : 1);
    }

    private static int port(String variable, int otherwise) {
        return Integer.parseInt(System.getenv().getOrDefault(variable, Integer.toString(otherwise)));
    }

    private void start() {
        told.step("The simulated Core listens at " + peers.core().base() + ", the simulated MOSIP at " + peers.mosip().base() + ".");
        told.step("CRVS Bridge starts at " + server.base() + " (its log: " + Path.of("").toAbsolutePath().relativize(server.logFile()) + ") …");
        server.start();
        told.step("CRVS Bridge is ready.");
        Await.until("the bridge is subscribed at MOSIP's hub", LONGEST, () -> peers.mosip().hub().isSubscribed(MosipSimulator.TOPIC));
        told.step("It has subscribed to credentials at MOSIP's hub, and the hub has verified it.");
    }

    private void eligibleBirth() {
        told.heading("A birth whose mother was authenticated");
        CoreEvent birth = peers.core().declareBirth();
        told.step("The registrar registers " + childOf(birth) + " (tracking id " + birth.trackingId() + "); Core asks the bridge …");
        TriggerAnswer answer = peers.core().register(birth);
        told.step("The bridge answered " + answer.status() + " in " + answer.took().toMillis() + " ms: Core waits until it hears more.");
        expect(answer.status() == 202, "202 was expected");
        String rid = Await.value("a packet at MOSIP", LONGEST, () -> peers.mosip().ledger().packetIdsLabelled("crvsRecordRef", birth.id()).stream().findFirst());
        told.step("MOSIP has stored a packet, registration id " + rid + ".");
        Await.until("MOSIP's workflow", LONGEST, () -> peers.mosip().ledger().workflowIds().contains(rid));
        told.step("MOSIP has started its workflow for it.");
        Await.until("the delivery of the credential", LONGEST, () -> peers.mosip().ledger().deliveries(rid).stream().anyMatch(d -> d.status() / 100 == 2));
        told.step("MOSIP has issued a signed and encrypted credential, and its hub has delivered it to the bridge.");
        Await.until("Core's accept", LONGEST, () -> peers.core().ledger().acceptedRegisters(birth) == 1);
        told.step("The bridge has opened and verified it and told Core to accept the registration.");
        String nid = peers.core().ledger().declaration(birth).getString("child.nid", "");
        told.step("Core's record is REGISTERED: number " + peers.core().ledger().registrationNumber(birth).orElse("none") + ", child.nid " + nid + ".");
        expect(nid.equals(peers.mosip().credentials().vid(rid)), "child.nid is not the identifier that MOSIP issued");
    }

    private void otherBirth() {
        told.heading("A birth whose mother could not be authenticated");
        CoreEvent birth = peers.core().declare(Declaration.birth().mother("failed"));
        told.step("The registrar registers " + childOf(birth) + " (tracking id " + birth.trackingId() + "); Core asks the bridge …");
        TriggerAnswer answer = peers.core().register(birth);
        told.step("The bridge answered " + answer.status() + " in " + answer.took().toMillis() + " ms: " + answer.body());
        expect(answer.outcome() == TriggerAnswer.Outcome.ACCEPTED, "an acceptance was expected");
        told.step("Core's record is REGISTERED at once: number " + peers.core().ledger().registrationNumber(birth).orElse("none") + ", and no packet went to MOSIP.");
        expect(peers.mosip().ledger().packetIdsLabelled("crvsRecordRef", birth.id()).isEmpty(), "a packet was sent");
    }

    private void rejectedBirth() {
        told.heading("A birth that MOSIP rejects");
        peers.mosip().workflow().reason("RPR-DDS-001", "Possible demographic match");
        peers.mosip().workflow().outcome(MosipLedger.Outcome.REJECTED);
        CoreEvent birth = peers.core().declareBirth();
        told.step("The registrar registers " + childOf(birth) + " (tracking id " + birth.trackingId() + "); Core asks the bridge …");
        expect(peers.core().register(birth).status() == 202, "202 was expected");
        String token = peers.core().token(birth).sign();
        Await.until("Core's rejection", LONGEST, () -> peers.core().ledger().rejectedRegisters(birth) == 1);
        peers.mosip().workflow().clearOutcomes();
        told.step("MOSIP has rejected the packet, its hub has said so, and the bridge has told Core to reject the registration.");
        String history = history(token);
        told.step("Core's reject carries no reason; whoever holds the record token reads it here: " + history);
        expect(history.contains("Possible demographic match"), "the reason is missing");
    }

    private void correction() {
        told.heading("A correction of a child who has an identifier");
        CoreEvent birth = peers.core().declareBirth();
        peers.core().register(birth);
        Await.until("the birth", LONGEST, () -> peers.core().ledger().acceptedRegisters(birth) == 1);
        told.step("The registrar approves a correction of the name of " + childOf(birth) + "; Core asks the bridge …");
        JsonObject name = Json.createObjectBuilder().add("firstname", "Corrected").add("surname", "Name").build();
        expect(peers.core().correct(birth, Json.createObjectBuilder().add("child.name", name).build()).status() == 202, "202 was expected");
        Packet packet = Await.value("an update at MOSIP", LONGEST, () -> packet(birth, UPDATE));
        told.step("MOSIP has an update with the corrected name, " + packet.field("fullName").orElse("") + ", and the child's identifier.");
        Await.until("Core's accept", LONGEST, () -> birth.pending().isEmpty());
        told.step("MOSIP has processed it, and the bridge has told Core to accept the correction: the record says " + childOf(birth) + ".");
        expect(childOf(birth).equals("Corrected Name"), "the record is not corrected");
    }

    private void death() {
        told.heading("A death");
        CoreEvent death = peers.core().declare(Declaration.death());
        told.step("The registrar registers a death (tracking id " + death.trackingId() + "); Core asks the bridge …");
        TriggerAnswer answer = peers.core().register(death);
        told.step("The bridge answered " + answer.status() + " in " + answer.took().toMillis() + " ms: " + answer.body() + ". MOSIP is told once Core is known to hold it …");
        expect(answer.outcome() == TriggerAnswer.Outcome.ACCEPTED, "an acceptance was expected");
        Packet packet = Await.value("a packet at MOSIP", LONGEST, () -> packet(death, "CRVS_DEATH"));
        told.step("MOSIP has a packet that flags the identity of the deceased, registration id " + packet.id() + ".");
    }

    /** As a browser would do it. */
    private void login() {
        told.heading("A mother logs in with eSignet, from the form");
        LoginForm browser = new LoginForm(server.base(), EsignetClient.ID, peers.core(), form.address());
        MockIdentity mother = MockIdentity.of("1234567899");
        String address = browser.address();
        told.step("The form asks the bridge where to send her; the bridge has pushed the request to eSignet: " + address);
        Map<String, String> back = browser.pick(address, mother.nid());
        told.step("She picks herself on eSignet's page, which sends the browser back to the form with a code.");
        HttpResponse<String> answer = browser.finish(back);
        told.step("The bridge has redeemed the code under a key of its own, opened the userinfo, proved it, and answered " + answer.statusCode() + ": " + answer.body());
        expect(answer.statusCode() == 200 && answer.body().contains(mother.familyName()), "she was not authenticated");
        expect(browser.finish(back).statusCode() == 403, "the code was taken twice");
        told.step("The same code again is refused. In a browser, while this runs: " + form.address());
    }

    private Optional<Packet> packet(CoreEvent event, String process) {
        return peers.mosip().ledger().packetIdsLabelled("crvsRecordRef", event.id()).stream().map(rid -> peers.mosip().ledger().packet(rid).orElseThrow())
                .filter(packet -> packet.process().equals(process)).findFirst();
    }

    /** The steps of an action, as the holder of its record token sees them. */
    private String history(String token) {
        HttpRequest request = HttpRequest.newBuilder(server.base().resolve("/trigger/events/birth/actions/REGISTER/history")).header("Authorization", "Bearer " + token).build();
        try {
            return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException noAnswer) {
            throw new UncheckedIOException(noAnswer);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ended);
        }
    }

    private static void expect(boolean right, String otherwise) {
        if (!right) {
            throw new IllegalStateException(otherwise);
        }
    }

    private String childOf(CoreEvent birth) {
        var name = peers.core().ledger().declaration(birth).getJsonObject("child.name");
        return name.getString("firstname") + " " + name.getString("surname");
    }

    /** Until the process is told to end; the servers end with it. */
    private void stay() throws InterruptedException {
        told.heading("It stays up until you press Ctrl-C");
        Map<String, String> more = new java.util.LinkedHashMap<>();
        more.put("register another birth", "curl -X POST '" + peers.core().base() + "/demo/births?mother=authenticated'");
        more.put("one that is not eligible", "curl -X POST '" + peers.core().base() + "/demo/births?mother=failed&age=12'");
        more.put("a death", "curl -X POST " + peers.core().base() + "/demo/deaths");
        more.put("a correction (the id is in a birth's answer)", "curl -X POST '" + peers.core().base() + "/demo/corrections?event=<eventId>'");
        more.put("look at it (the id is in the answer)", "curl " + peers.core().base() + "/demo/events/<eventId>");
        more.put("log in from a form, in a browser", form.address().toString());
        more.put("is the bridge well", "curl " + server.base() + "/health");
        more.forEach((what, how) -> System.out.println("  " + what + ":\n    " + how));
        new CountDownLatch(1).await();
    }

    @Override
    public void close() {
        server.stop();
        form.close();
        esignet.close();
        peers.close();
    }
}
