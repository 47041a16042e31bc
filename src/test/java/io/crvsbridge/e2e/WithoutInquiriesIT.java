package io.crvsbridge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.crvsbridge.simulators.CoreEvent;
import io.crvsbridge.simulators.MosipLedger.Outcome;
import io.crvsbridge.simulators.TriggerAnswer;
import jakarta.json.Json;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A server that may not ask MOSIP where records stand, and confirms nothing to Core: what the hub reports counts, and what it does not report has an end all the same. */
class WithoutInquiriesIT {

    private static Bench bench;

    @BeforeAll
    static void start() {
        Map<String, String> settings = new HashMap<>(Map.of("IDENTITY_INQUIRE_EVERY", "2s", "IDENTITY_CREDENTIAL_WAIT", "1s", "IDENTITY_OUTCOME_PATIENCE", "12s",
                "CORE_SYNC_CONFIRM_DELAY", "off", "RETENTION_DECLARATION", "0s", "COUNTRY_PACK", PackVariant.of(WithoutInquiriesIT::changed).toString()));
        for (String key : new String[] {"MOSIP_STATUS_AUTH_CLIENT_ID", "MOSIP_STATUS_AUTH_CLIENT_SECRET", "MOSIP_TRANSACTION_SEARCH_URL", "MOSIP_EXTERNAL_STATUS_URL"}) {
            settings.put(key, null);
        }
        bench = Bench.started("without-inquiries", Store.h2(), settings);
    }

    private static String changed(String file, String text) {
        return file.equals("birth.yaml") ? PackVariant.replaced(text, "actions:\n  REGISTER:\n", """
                actions:
                  DECLARE:
                    - name: seen
                      when: mother.brn == 'SEEN'
                      then: accept
                      set: {mother.reason: "'papers seen'"}
                    - name: declared
                      then: accept
                  REGISTER:
                """) : text;
    }

    @AfterAll
    static void stop() {
        bench.close();
    }

    @AfterEach
    void calm() {
        bench.calm();
    }

    private static CoreEvent held() {
        CoreEvent birth = bench.core().declareBirth();
        assertThat(bench.core().register(birth).status()).isEqualTo(202);
        return birth;
    }

    @Test
    void anAnswerThatIsAllThatCoreHearsIsGivenAgainWithWhatTheRuleSetThoughTheActionHasEndedWithIt() {
        CoreEvent birth = bench.core().create("birth");
        TriggerAnswer answer = bench.core().trigger(birth, "DECLARE", Json.createObjectBuilder().add("declaration", Json.createObjectBuilder().add("mother.brn", "SEEN")).build());
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).contains("papers seen");
        String token = bench.core().auth().recordToken(birth.id(), answer.actionId(), "registrar-1").sign();
        assertThat(bench.history(token).getString("state")).isEqualTo("ACCEPTED");
        assertThat(bench.core().triggerAgain(birth, answer.actionId()).body()).isEqualTo(answer.body());
    }

    @Test
    void aReportedBadEndIsARejection() {
        bench.mosip().workflow().outcome(Outcome.REJECTED);
        CoreEvent birth = held();
        Await.until("the reject", Bench.SOON, () -> bench.core().ledger().rejectedRegisters(birth) == 1);
    }

    @Test
    void aCredentialThatDoesNotFollowAReportedGoodEndIsAskedFor() {
        bench.mosip().hub().mischief().lose(1);
        CoreEvent birth = held();
        bench.awaitRegistered(birth);
        assertThat(bench.mosip().ledger().reissues(bench.rid(birth))).isPositive();
    }

    @Test
    void anEndThatNobodyReportsParksTheActionWithAReason() {
        bench.mosip().workflow().outcome(Outcome.REPROCESS_FAILED);
        CoreEvent birth = held();
        String token = bench.core().token(birth).sign();
        Await.until("it is parked", Bench.SOON, () -> bench.history(token).getString("cause", "").equals("NO_OUTCOME"));
        assertThat(bench.history(token).toString()).contains("not set up to ask");
        assertThat(bench.core().ledger().rejectCalls(birth) + bench.core().ledger().acceptCalls(birth)).isZero();
    }
}
