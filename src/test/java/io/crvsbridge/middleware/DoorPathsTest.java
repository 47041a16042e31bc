package io.crvsbridge.middleware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.crvsbridge.kernel.BadSetting;
import io.crvsbridge.kernel.TextConfig;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DoorPathsTest {

    private static DoorPaths door(Map<String, String> settings) {
        return new DoorPaths(new DoorSettings(new TextConfig(settings)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/events/registration", "/events/registration/", "/events/biographics", "/debug/transactions", "/debug/transactions/7"})
    void theDoorsPathsAreOurs(String path) {
        assertThat(door(Map.of()).home(path)).contains(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/events", "/events/registrations", "/events/birth", "/debug", "/debug/transactionsx", "/events/import", "/trigger/events/registration"})
    void othersAreNot(String path) {
        assertThat(door(Map.of()).home(path)).isEmpty();
    }

    @Test
    void aPathOfSlashesCostsNoMoreThanAnother() {
        DoorPaths door = door(Map.of());
        String path = "/".repeat(32_000) + "x";
        assertTimeout(Duration.ofSeconds(2), () -> IntStream.range(0, 100).forEach(i -> assertThat(door.home(path)).isEmpty()));
        assertThat(door.home("/events/registration" + "/".repeat(100))).isPresent();
    }

    @Test
    void aShutDoorHasNoPaths() {
        assertThat(door(Map.of("MIDDLEWARE_ENABLED", "false", "MIDDLEWARE_IMPORT", "true")).home("/events/registration")).isEmpty();
        assertThat(door(Map.of("MIDDLEWARE_ENABLED", "false", "MIDDLEWARE_IMPORT", "true")).home("/events/import")).isEmpty();
    }

    @Test
    void importsAreOursWhileTheyAreSwitchedOn() {
        assertThat(door(Map.of("MIDDLEWARE_IMPORT", "true")).home("/events/import")).contains("/events/import");
    }

    @Test
    void aCountryMayCallItsUpdatesOtherwise() {
        assertThat(door(Map.of()).home("/events/update-biographics")).contains("/events/biographics");
        DoorPaths own = door(Map.of("MIDDLEWARE_BIOGRAPHICS_PATHS", "/biographics"));
        assertThat(own.home("/biographics/")).contains("/events/biographics");
        assertThat(own.home("/events/update-biographics")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"events/biographics", "/", "/a b", "/a/../b?c", ","})
    void whatIsNoPathIsNamed(String paths) {
        assertThatThrownBy(() -> door(Map.of("MIDDLEWARE_BIOGRAPHICS_PATHS", paths)).home("/x")).isInstanceOf(BadSetting.class).hasMessageContaining("MIDDLEWARE_BIOGRAPHICS_PATHS");
    }
}
