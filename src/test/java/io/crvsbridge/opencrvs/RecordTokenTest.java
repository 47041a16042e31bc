package io.crvsbridge.opencrvs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordTokenTest {

    @ParameterizedTest
    @CsvSource(delimiter = ' ', value = {
            "record.search true", "type=record.search true", "type=record.search&placeOfEvent=all true", "type=record.search&event=birth true", "type=record.search&event=death,birth&placeOfEvent=all true",
            "type=record.search&event=death false", "type=record.search&event=birthday false", "type=record.search&event= false", "type=record.search&event=birth&placeOfEvent=location false",
            "type=record.search&registeredIn=administrativeArea false", "type=record.search&declaredBy=user false", "type=record.search& false", "type=record.searches false", "record.read false",
            "xtype=record.search false"})
    void aScopeIsForTheRecordsThatItsConditionsName(String scope, boolean permits) {
        RecordToken token = new RecordToken(Optional.empty(), false, Instant.EPOCH, "a.secret.token", Optional.empty(), List.of("record.other", scope));
        assertThat(token.permits("record.search", "birth")).isEqualTo(permits);
    }

    @ParameterizedTest
    @CsvSource({"birth,true", "death,false"})
    void severalScopesAddUp(String eventType, boolean permits) {
        RecordToken token = new RecordToken(Optional.empty(), false, Instant.EPOCH, "a.secret.token", Optional.empty(), List.of("type=record.search&event=death&placeOfEvent=location", "type=record.search&event=birth"));
        assertThat(token.permits("record.search", eventType)).isEqualTo(permits);
    }
}
