package io.crvsbridge.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.crvsbridge.kernel.SettableClock;
import io.crvsbridge.opencrvs.CorePeer;
import io.crvsbridge.opencrvs.Cores;
import io.crvsbridge.reading.CoreReading.Found;
import io.crvsbridge.rule.ReadingQuestion;
import io.crvsbridge.rule.ReadingQuestion.What;
import io.crvsbridge.simulators.CoreAuth;
import io.crvsbridge.simulators.CoreEvent;
import io.crvsbridge.simulators.CoreSimulator;
import io.crvsbridge.simulators.Declaration;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Readings over HTTP, at a simulated Core. */
class CoreReadingAtCoreTest {

    private static final String NUMBER = "2026B7654321";

    private final CoreSimulator core = new CoreSimulator();
    private final CorePeer peer = Cores.at(core.base());
    private final SettableClock clock = SettableClock.at("2026-11-21T12:00:00Z");
    private final CoreReading reading = new CoreReading(peer, Cores.client(CoreAuth.CLIENT_ID, CoreAuth.CLIENT_SECRET, peer::clientToken, clock));
    private CoreEvent registered;
    private String token;

    @BeforeEach
    void aBirthUnderJudgementAndAnotherThatIsRegistered() {
        registered = core.registeredBirth(Declaration.birth(), NUMBER);
        CoreEvent judged = core.declareBirth();
        core.request(judged, "REGISTER", JsonValue.EMPTY_JSON_OBJECT);
        token = core.token(judged).sign();
    }

    @AfterEach
    void close() {
        core.close();
    }

    private Found read(What what, String id, boolean byToken) {
        return reading.read(new ReadingQuestion("it", what, id, byToken), token);
    }

    private static JsonObject known(Found found) {
        assertThat(found).isInstanceOf(Found.Known.class);
        return ((Found.Known) found).value();
    }

    @Test
    void aRegisteredBirthIsReadByIdAndByNumber() {
        JsonObject byId = known(read(What.RECORD, registered.id(), false));
        assertThat(byId.getJsonObject("declaration")).isEqualTo(core.ledger().declaration(registered));
        assertThat(byId.getString("registrationNumber")).isEqualTo(NUMBER);
        assertThat(known(read(What.REGISTERED, NUMBER, false))).isEqualTo(byId);
        assertThat(core.calls("token")).isEqualTo(1);
    }

    @Test
    void anotherRecordIsNotShownToARecordsToken() {
        assertThat(read(What.RECORD, registered.id(), true)).isInstanceOf(Found.Refused.class);
    }

    @Test
    void whatThereIsNotIsNothing() {
        assertThat(read(What.RECORD, UUID.randomUUID().toString(), false)).isEqualTo(new Found.Nothing());
        assertThat(read(What.REGISTERED, "2026B0000000", false)).isEqualTo(new Found.Nothing());
        assertThat(read(What.LOCATION, UUID.randomUUID().toString(), false)).isEqualTo(new Found.Nothing());
        assertThat(read(What.USER, UUID.randomUUID().toString(), true)).isEqualTo(new Found.Nothing());
    }

    @Test
    void placesAreReadByEitherToken() {
        JsonObject declaration = core.ledger().declaration(registered);
        JsonObject facility = known(read(What.LOCATION, declaration.getString("child.birthLocationId"), false));
        assertThat(facility.getString("locationType")).isEqualTo("HEALTH_FACILITY");
        String area = facility.getString("administrativeAreaId");
        assertThat(known(read(What.LOCATION, area, true)).getString("name")).isEqualTo("River District");
        core.version19();
        assertThat(known(read(What.LOCATION, area, true)).getString("locationType")).isEqualTo("ADMIN_STRUCTURE");
        assertThat(read(What.LOCATION, UUID.randomUUID().toString(), true)).isEqualTo(new Found.Nothing());
    }

    @Test
    void aUserIsReadByTheTokenOfAUsersActionAndNotByASystemClient() {
        String registrar = registered.actions().get(0).getString("createdBy");
        assertThat(known(read(What.USER, registrar, true)).getString("role")).isEqualTo("LOCAL_REGISTRAR");
        assertThat(read(What.USER, registrar, false)).isInstanceOf(Found.Refused.class);
    }

    @Test
    void aTokenThatEndedAtCoreIsReplaced() {
        read(What.RECORD, registered.id(), false);
        core.auth().rotateKey();
        assertThat(read(What.RECORD, registered.id(), false)).isInstanceOf(Found.Known.class);
        assertThat(((Found.Refused) read(What.LOCATION, registered.id(), true)).tokenEnded()).isTrue();
    }

    @Test
    void aCoreThatIsAwayIsAskedAgainLater() {
        core.down();
        assertThat(read(What.LOCATION, registered.id(), true)).isInstanceOf(Found.NotYet.class);
        assertThat(read(What.REGISTERED, NUMBER, false)).isInstanceOf(Found.NotYet.class);
    }
}
