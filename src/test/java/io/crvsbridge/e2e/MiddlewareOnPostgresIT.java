package io.crvsbridge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The door on a PostgreSQL of its own, which is stopped once. */
@Tag("long")
class MiddlewareOnPostgresIT extends MiddlewareScenarios {

    private Postgres postgres;
    private Store store;

    @Override
    Bench started() {
        postgres = Postgres.own();
        store = Store.postgresql(postgres);
        return Bench.started("door-postgresql", store, withTimeOuts());
    }

    private Map<String, String> withTimeOuts() {
        Map<String, String> settings = new HashMap<>(SETTINGS);
        settings.put("DB_URL", store.settings().get("DB_URL") + "?connectTimeout=3&socketTimeout=5");
        return settings;
    }

    @Override
    void stop() {
        super.stop();
        if (postgres != null) {
            postgres.close();
        }
    }

    @Test
    void whatComesWhileTheDatabaseIsAwayIsAnsweredAndGoesItsWayLater() {
        Pending birth = birth();
        postgres.down();
        try {
            assertThat(client(birth.token()).register(birth.payload())).isEqualTo(JsonValue.EMPTY_JSON_OBJECT);
            assertThat(client(birth.token()).register(birth.payload())).isEqualTo(JsonValue.EMPTY_JSON_OBJECT);
        } finally {
            postgres.upAgain();
        }
        Await.until("the birth is registered", Duration.ofSeconds(90), () -> core.ledger().acceptedRegisters(birth.event()) > 0);
        awaitIdentified(birth);
    }

    @Test
    void nothingThatIsHandedOverLiesInClear() {
        Pending birth = birth();
        handedOver(birth);
        assertThat(store.query("SELECT count(*) FROM pending_action WHERE position('Amani'::bytea in document) > 0 OR position('eyJ'::bytea in token) > 0")).contains("0");
        awaitIdentified(birth);
        String left = "SELECT count(*) FROM pending_action WHERE event_id = '" + birth.event().id() + "' AND (document IS NOT NULL OR token IS NOT NULL)";
        Await.until("document and token are erased", Bench.SOON, () -> store.query(left).equals(Optional.of("0")));
    }
}
