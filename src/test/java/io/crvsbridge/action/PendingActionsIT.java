package io.crvsbridge.action;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crvsbridge.audit.AuditSealer;
import io.crvsbridge.database.Transactions;
import io.crvsbridge.kernel.ActionKey;
import io.crvsbridge.kernel.Additions;
import io.crvsbridge.kernel.JsonMaking;
import io.crvsbridge.kernel.WhenDeclined;
import io.crvsbridge.numbering.NoNumber;
import io.crvsbridge.numbering.Recipe;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** In the container, on the WAR that Maven built: real JPA, JMS and timers. */
@ExtendWith(ArquillianExtension.class)
class PendingActionsIT {

    private static final Recipe FRESH = (eventType, document, sequence) -> new Recipe.Proposal(UUID.randomUUID().toString().substring(0, 12), false);

    @Inject
    PendingActions actions;

    @Inject
    Decisions decisions;

    @Inject
    Endings endings;

    @Inject
    ActionRows rows;

    @Inject
    Transactions transactions;

    @Inject
    AuditSealer sealer;

    @PersistenceContext(unitName = "bridge")
    EntityManager em;

    @Deployment
    static WebArchive war() {
        return ShrinkWrap.create(ZipImporter.class, "crvs-bridge.war").importFrom(new File("target/crvs-bridge.war")).as(WebArchive.class)
                .addClass(PendingActionsIT.class);
    }

    @Test
    void fiftyParallelOpeningsOfOneActionLeaveOneRowAndGiveOneAnswer() throws Exception {
        Opening opening = opening(Decision.ACCEPT, true);
        Set<Answer> answers = inParallel(50, () -> actions.open(opening, FRESH));
        assertEquals(1, answers.size());
        assertEquals(200, answers.iterator().next().status());
        assertEquals(1, count("pending_action", opening.key().actionId()));
    }

    @Test
    void anotherActionOfTheSameEventIsGivenTheSameNumber() {
        Opening first = opening(Decision.ACCEPT, true);
        Opening second = opening(new ActionKey(first.key().eventId(), UUID.randomUUID().toString()), Decision.ACCEPT, true);
        assertEquals(actions.open(first, recipe("NUMBER-" + first.key().eventId().substring(0, 8))), actions.open(second, recipe("another")));
    }

    @Test
    void whatGetsNoNumberIsHeldAndParkedAndGoesOnWhenThePackGivesOne() {
        Recipe none = (eventType, document, sequence) -> {
            throw new NoNumber("no such office");
        };
        Opening opening = opening(Decision.ACCEPT, true);
        assertEquals(202, actions.open(opening, none).status());
        History history = actions.history(opening.key()).orElseThrow();
        assertEquals(Optional.of(ParkCause.NO_NUMBER), history.cause());
        assertEquals(Optional.empty(), history.registrationNumber());

        String id = idOf(opening);
        actions.goOn(ParkCause.NO_NUMBER, "a human looked");
        makeDue(id);
        Claim unjudged = actions.claim(id, recipe("EARLY-" + id.substring(24))).orElseThrow();
        assertEquals(ActionState.RECEIVED, unjudged.state());
        assertEquals(Optional.empty(), unjudged.registrationNumber(), "it may be refused yet");
        assertEquals(ActionState.PARKED, accepted(unjudged, none).state());
        assertEquals(Optional.of(ParkCause.NO_NUMBER), actions.history(opening.key()).orElseThrow().cause());

        actions.goOn(ParkCause.NO_NUMBER, "the pack was mended");
        makeDue(id);
        Claim claim = actions.claim(id, recipe("MENDED-" + id.substring(24))).orElseThrow();
        assertEquals(Optional.of("MENDED-" + id.substring(24)), claim.registrationNumber());
        assertEquals(ActionState.APPROVED, claim.state());
        actions.park(claim, ParkCause.RULE_FAILED, "end of the test");
    }

    private Claim accepted(Claim claim, Recipe recipe) {
        return decisions.judged(claim, Decision.ACCEPT, "judged-anew", "1", Optional.empty(), WhenDeclined.REJECT, Optional.empty(), "", Additions.NONE, recipe);
    }

    @Test
    void twoRecordsNeverGetOneNumber() throws Exception {
        Recipe constant = recipe("SAME-" + UUID.randomUUID().toString().substring(0, 8));
        List<Opening> openings = java.util.stream.IntStream.range(0, 12).mapToObj(i -> opening(Decision.ACCEPT, true)).toList();
        java.util.Iterator<Opening> each = openings.iterator();
        Set<Integer> statuses = inParallel(openings.size(), () -> {
            Opening mine;
            synchronized (each) {
                mine = each.next();
            }
            return actions.open(mine, constant).status();
        });
        assertEquals(Set.of(200, 202), statuses);
        assertEquals(1, openings.stream().filter(o -> actions.answerGiven(o.key()).orElseThrow().status() == 200).count());
        openings.stream().map(o -> actions.history(o.key()).orElseThrow()).filter(h -> h.registrationNumber().isEmpty())
                .forEach(h -> assertEquals(Optional.of(ParkCause.NO_NUMBER), h.cause()));
    }

    @Test
    void onlyOneOfManyWorkersGetsTheLease() throws Exception {
        Opening opening = opening(Decision.ACCEPT, true);
        actions.open(opening, FRESH);
        String id = idOf(opening);
        makeDue(id);
        List<Optional<Claim>> claims = new ArrayList<>();
        inParallel(20, () -> {
            Optional<Claim> claim = actions.claim(id, recipe("unused"));
            synchronized (claims) {
                claims.add(claim);
            }
            return claim.isPresent();
        });
        assertEquals(1, claims.stream().filter(Optional::isPresent).count());
    }

    @Test
    void aRecordUnderALostLeaseIsRefused() {
        Opening opening = opening(Decision.ACCEPT, true);
        actions.open(opening, FRESH);
        String id = idOf(opening);
        makeDue(id);
        Claim claim = actions.claim(id, recipe("unused")).orElseThrow();
        transactions.run(() -> em.createNativeQuery("UPDATE pending_action SET lease = 'somebody else' WHERE id = ?1").setParameter(1, id).executeUpdate());
        try {
            endings.ended(claim, ActionState.ACCEPTED, null);
            throw new AssertionError("recorded under a lost lease");
        } catch (Claim.LeaseLost expected) {
            assertEquals(ActionState.APPROVED, transactions.call(() -> rows.find(id).orElseThrow().state()));
        }
    }

    @Test
    void aRecordUnderAHeldLeaseBeginsTheLeaseAnew() {
        Opening opening = opening(Decision.ACCEPT, true);
        actions.open(opening, FRESH);
        String id = idOf(opening);
        makeDue(id);
        Claim claim = actions.claim(id, recipe("unused")).orElseThrow();
        transactions.run(() -> em.createNativeQuery("UPDATE pending_action SET leased_until = LOCALTIMESTAMP + INTERVAL '5' SECOND WHERE id = ?1").setParameter(1, id).executeUpdate());
        actions.tokenRenewed(aged(claim), "another-token", Instant.now().plus(Duration.ofDays(7)));
        Object held = transactions.call(() -> em.createNativeQuery(
                "SELECT COUNT(*) FROM pending_action WHERE id = ?1 AND leased_until > LOCALTIMESTAMP + INTERVAL '60' SECOND").setParameter(1, id).getSingleResult());
        assertEquals(1, ((Number) held).intValue());
        endings.ended(claim, ActionState.ACCEPTED, null);
    }

    /** As after calls that took long. */
    private static Claim aged(Claim claim) {
        return new Claim(claim.id(), claim.lease(), claim.key(), claim.state(), claim.eventType(), claim.actionType(), claim.customActionType(), claim.operation(),
                claim.document(), claim.token(), claim.decideBy(), claim.receivedAt(), claim.answered(), claim.registrationNumber(), claim.packet(), claim.identifiers(),
                claim.additions(), claim.leasedAt() - Duration.ofSeconds(20).toNanos());
    }

    @Test
    void aDatabaseClockSetBackByAnHourDelaysNothingByTheHour() {
        Opening opening = opening(Decision.ACCEPT, true);
        actions.open(opening, FRESH);
        String id = idOf(opening);
        transactions.run(() -> em.createNativeQuery("UPDATE pending_action SET due_at = LOCALTIMESTAMP + INTERVAL '61' MINUTE, lease = 'a worker', "
                + "leased_until = LOCALTIMESTAMP + INTERVAL '61' MINUTE WHERE id = ?1").setParameter(1, id).executeUpdate());
        actions.clockSetBack(Duration.ofHours(1));
        Object soon = transactions.call(() -> em.createNativeQuery("SELECT COUNT(*) FROM pending_action WHERE id = ?1 "
                + "AND due_at > LOCALTIMESTAMP AND due_at < LOCALTIMESTAMP + INTERVAL '2' MINUTE AND leased_until < LOCALTIMESTAMP + INTERVAL '2' MINUTE").setParameter(1, id).getSingleResult());
        assertEquals(1, ((Number) soon).intValue());
    }

    @Test
    void losingEveryMessageCostsOnlyTime() throws Exception {
        Opening opening = opening(Decision.HOLD, false);
        actions.open(opening, FRESH);
        String id = idOf(opening);
        until("the nudged worker has tried", () -> transactions.call(() -> rows.find(id).orElseThrow().work().failures() >= 1 || rows.find(id).orElseThrow().state() == ActionState.PARKED));
        transactions.run(() -> em.createNativeQuery(
                "UPDATE pending_action SET failures = 0, state = 'RECEIVED', resume_state = NULL, park_cause = NULL, lease = 'a dead worker', leased_until = LOCALTIMESTAMP, due_at = LOCALTIMESTAMP WHERE id = ?1")
                .setParameter(1, id).executeUpdate());
        until("the sweeper has found the row without any nudge", () -> transactions.call(() -> {
            PendingAction row = rows.find(id).orElseThrow();
            return row.work().failures() >= 1 || row.state() == ActionState.PARKED;
        }));
    }

    @Test
    void tokenDocumentAndAdditionsAreSealedAndGoneWithTheEnd() {
        Opening opening = opening(Decision.ACCEPT, true).with(Additions.field("mother.reason", JsonMaking.text("Mwansa")), "");
        Answer answer = actions.open(opening, FRESH);
        assertTrue(answer.body().contains("Mwansa"), answer.body());
        assertEquals(answer, actions.answerGiven(opening.key()).orElseThrow());
        String id = idOf(opening);
        PendingAction row = transactions.call(() -> rows.find(id).orElseThrow());
        assertFalse(new String(row.sealed().token(), StandardCharsets.ISO_8859_1).contains("the-token"));
        assertFalse(new String(row.sealed().document(), StandardCharsets.ISO_8859_1).contains("Nyambe"));
        assertFalse(new String(row.sealed().additions(), StandardCharsets.ISO_8859_1).contains("Mwansa"));
        assertFalse(row.answer().body().contains("Mwansa"));
        makeDue(id);
        Claim claim = actions.claim(id, recipe("unused")).orElseThrow();
        assertEquals("the-token", claim.token());
        endings.ended(claim, ActionState.ACCEPTED, null);
        PendingAction ended = transactions.call(() -> rows.find(id).orElseThrow());
        assertTrue(ended.sealed().token() == null && ended.sealed().document() == null && ended.sealed().additions() == null);
        assertEquals(List.of(ActionState.APPROVED, ActionState.ACCEPTED), transactions.call(() -> rows.steps(id)).stream().map(ActionStep::to).toList());
    }

    @Test
    void theAuditChainFitsAndShowsAnAlteredLine() throws Exception {
        Opening opening = opening(Decision.ACCEPT, true);
        actions.open(opening, FRESH);
        until("every line is chained", () -> transactions.call(
                () -> ((Number) em.createNativeQuery("SELECT COUNT(*) FROM audit_event WHERE seal IS NULL").getSingleResult()).longValue() == 0));
        assertEquals(0, sealer.firstBrokenSeal());
        String subject = idOf(opening);
        Object line = transactions.call(() -> em.createNativeQuery("SELECT MIN(seal) FROM audit_event WHERE subject = ?1").setParameter(1, subject).getSingleResult());
        long number = ((Number) line).longValue();
        Object genuine = transactions.call(() -> em.createNativeQuery("SELECT detail FROM audit_event WHERE subject = ?1 AND seal = ?2").setParameter(1, subject).setParameter(2, number).getSingleResult());
        setDetail(subject, number, "ACCEPT rule=forged");
        assertEquals(number, sealer.firstBrokenSeal());
        setDetail(subject, number, (String) genuine);
        assertEquals(0, sealer.firstBrokenSeal());
    }

    private void setDetail(String subject, long seal, String detail) {
        transactions.run(() -> em.createNativeQuery("UPDATE audit_event SET detail = ?1 WHERE subject = ?2 AND seal = ?3").setParameter(1, detail).setParameter(2, subject).setParameter(3, seal).executeUpdate());
    }

    private static <T> Set<T> inParallel(int times, Callable<T> call) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(times);
        try {
            List<Future<T>> all = pool.invokeAll(java.util.Collections.nCopies(times, call));
            List<T> results = new ArrayList<>();
            for (Future<T> one : all) {
                results.add(one.get());
            }
            return results.stream().collect(Collectors.toSet());
        } finally {
            pool.shutdown();
        }
    }

    private static void until(String what, Callable<Boolean> condition) throws Exception {
        Instant end = Instant.now().plus(Duration.ofSeconds(30));
        while (!condition.call()) {
            assertTrue(Instant.now().isBefore(end), () -> "waited in vain until " + what);
            Thread.sleep(50);
        }
    }

    private String idOf(Opening opening) {
        return transactions.call(() -> rows.byActionId(opening.key().actionId()).orElseThrow().id());
    }

    private static Recipe recipe(String number) {
        return (eventType, document, sequence) -> new Recipe.Proposal(number, true);
    }

    private void makeDue(String id) {
        transactions.run(() -> em.createNativeQuery("UPDATE pending_action SET due_at = LOCALTIMESTAMP WHERE id = ?1").setParameter(1, id).executeUpdate());
    }

    private long count(String table, String actionId) {
        return transactions.call(() -> ((Number) em.createNativeQuery("SELECT COUNT(*) FROM " + table + " WHERE action_id = ?1").setParameter(1, actionId).getSingleResult()).longValue());
    }

    private static Opening opening(Decision decision, boolean needsNumber) {
        return opening(new ActionKey(UUID.randomUUID().toString(), UUID.randomUUID().toString()), decision, needsNumber);
    }

    private static Opening opening(ActionKey key, Decision decision, boolean needsNumber) {
        byte[] document = ("{\"child\":\"Nyambe\",\"event\":\"" + key.eventId() + "\"}").getBytes(StandardCharsets.UTF_8);
        return new Opening(key, "birth", "REGISTER", Optional.empty(), "ABC123", Instant.now().plus(Duration.ofDays(7)), "the-token", document, decision, "a-rule", "default 1",
                decision == Decision.HOLD ? Optional.of("create") : Optional.empty(), WhenDeclined.REJECT, Optional.empty(), needsNumber, Optional.empty(), Optional.empty(), Optional.empty());
    }
}
