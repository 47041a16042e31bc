package io.crvsbridge.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The room table of {@code docs/architecture.md}, spelled out. A room without a row, a dependency without a leave, or a cycle fails the build. */
class ArchitectureTest {

    private static final String ROOT = "io.crvsbridge.";
    private static final JavaClasses MAIN = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.crvsbridge");

    private static final Map<String, Set<String>> ROOMS = new TreeMap<>(Map.ofEntries(
            Map.entry("kernel", Set.of()),
            Map.entry("database", Set.of("kernel")),
            Map.entry("time", Set.of("kernel", "database")),
            Map.entry("problem", Set.of("kernel")),
            Map.entry("vault", Set.of("kernel")),
            Map.entry("audit", Set.of("kernel", "database", "time", "vault")),
            Map.entry("expression", Set.of("kernel")),
            Map.entry("yaml", Set.of()),
            Map.entry("idschema", Set.of("kernel", "yaml")),
            Map.entry("forms", Set.of("kernel", "expression", "yaml")),
            Map.entry("rule", Set.of("kernel", "expression", "yaml")),
            Map.entry("mapping", Set.of("expression", "yaml", "idschema", "field")),
            Map.entry("country", Set.of("kernel", "expression", "yaml", "idschema", "forms", "field", "rule", "mapping", "numbering", "retention", "texts")),
            Map.entry("rehearsal", Set.of("kernel", "expression", "numbering", "rule", "mapping", "country", "document", "yaml")),
            Map.entry("serving", Set.of("kernel", "time", "country", "rehearsal", "retention")),
            Map.entry("packcheck", Set.of("country", "rehearsal")),
            Map.entry("impact", Set.of("kernel", "database", "problem", "vault", "audit", "country", "rehearsal", "serving", "document", "action", "examination", "opencrvs")),
            Map.entry("field", Set.of("kernel", "expression", "yaml", "idschema")),
            Map.entry("numbering", Set.of("kernel", "database", "expression", "yaml")),
            Map.entry("retention", Set.of("kernel", "yaml")),
            Map.entry("texts", Set.of("yaml")),
            Map.entry("identity", Set.of("kernel")),
            Map.entry("attention", Set.of("kernel", "database", "audit", "vault")),
            Map.entry("packet", Set.of("mapping", "kernel", "database", "time", "audit")),
            Map.entry("action", Set.of("kernel", "database", "time", "problem", "audit", "vault", "attention", "packet", "numbering", "retention")),
            Map.entry("notice", Set.of("kernel", "database", "time", "vault", "action", "retention")),
            Map.entry("document", Set.of("mapping", "kernel", "country", "expression", "numbering")),
            Map.entry("opencrvs", Set.of("kernel", "time", "problem")),
            Map.entry("reading", Set.of("kernel", "rule", "document", "opencrvs")),
            Map.entry("journal", Set.of("kernel", "database", "vault")),
            Map.entry("trigger", Set.of("rule", "mapping", "kernel", "database", "problem", "country", "identity", "document", "attention", "action", "opencrvs", "journal", "examination")),
            Map.entry("cutover", Set.of()),
            Map.entry("credential", Set.of("kernel")),
            Map.entry("mosip", Set.of("kernel", "time", "identity")),
            Map.entry("delivery", Set.of("kernel", "database", "time", "audit", "vault", "identity", "credential", "mosip", "journal", "packet")),
            Map.entry("websub", Set.of("kernel", "database", "time", "problem", "vault", "identity", "mosip", "delivery", "journal", "packet")),
            Map.entry("verification", Set.of("kernel", "time")),
            Map.entry("examination", Set.of("kernel", "rule", "country", "identity", "reading", "verification")),
            Map.entry("decision", Set.of("kernel", "problem", "opencrvs", "action")),
            Map.entry("middleware", Set.of("numbering", "kernel", "problem", "country", "identity", "document", "packet", "action", "opencrvs", "verification", "journal")),
            Map.entry("dispatch", Set.of("rule", "mapping", "kernel", "database", "time", "country", "identity", "document", "packet", "action", "opencrvs", "journal", "examination", "userinfo")),
            Map.entry("userinfo", Set.of("kernel", "database", "time", "audit", "vault", "journal", "packet", "retention")),
            Map.entry("esignet", Set.of("kernel", "time", "problem", "vault", "opencrvs", "userinfo")),
            Map.entry("publication", Set.of("kernel", "problem", "country", "forms", "esignet")),
            Map.entry("start", Set.of("kernel", "database", "vault", "country", "journal"))));

    static Stream<String> rooms() {
        return ROOMS.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void aRoomDependsOnlyOnTheRoomsItsRowNames(String room) {
        String[] forbidden = ROOMS.keySet().stream().filter(r -> !r.equals(room) && !ROOMS.get(room).contains(r)).map(r -> ROOT + r + "..").toArray(String[]::new);
        noClasses().that().resideInAPackage(ROOT + room + "..").should().dependOnClassesThat().resideInAnyPackage(forbidden)
                .because("docs/architecture.md allows " + room + " only " + new TreeSet<>(ROOMS.get(room))).check(MAIN);
    }

    @Test
    void everyPackageHasARowAndEveryRowAPackage() {
        Set<String> packages = MAIN.stream().map(JavaClass::getPackageName).map(ArchitectureTest::room).collect(Collectors.toCollection(TreeSet::new));
        assertThat(packages).isEqualTo(ROOMS.keySet());
    }

    @Test
    void roomsFormNoCycles() {
        slices().matching(ROOT + "(*)..").should().beFreeOfCycles().because("the flow has one direction").check(MAIN);
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void aRoomIsSmallEnoughToKnow(String room) {
        long own = MAIN.stream().filter(c -> room(c.getPackageName()).equals(room) && c.isTopLevelClass() && !c.getSimpleName().equals("package-info")).count();
        assertThat(own).as("top-level classes in " + room).isLessThanOrEqualTo(24);
    }

    @Test
    void onlyTheTimeSourceReadsTheClock() {
        noClasses().that().doNotHaveSimpleName("TimeSource").should().callMethod(java.time.Instant.class, "now")
                .orShould().callMethod(System.class, "currentTimeMillis").orShould().callMethod(java.time.Clock.class, "systemUTC")
                .orShould().callMethod(java.time.LocalDate.class, "now").orShould().callMethod(java.time.LocalDateTime.class, "now")
                .because("time comes from the injected Clock, so that tests and clock jumps can be played").check(MAIN);
    }

    @Test
    void nobodyLooksForTheJsonProviderAnew() {
        noClasses().should().dependOnClassesThat().haveFullyQualifiedName("jakarta.json.Json")
                .because("it looks for a provider anew with each object; JsonMaking holds one").check(MAIN);
    }

    @Test
    void noIdNeedsASecondConnection() {
        noFields().should().beAnnotatedWith(jakarta.persistence.GeneratedValue.class)
                .because("EclipseLink fetches generated ids on a connection of their own behind one lock, which stalls when all connections are taken").check(MAIN);
    }

    @Test
    void entitiesHaveNoSetters() {
        noClasses().that().areAnnotatedWith(jakarta.persistence.Entity.class).should().haveSimpleNameEndingWith("DTO")
                .because("an entity changes by verbs").check(MAIN);
        classes().that().areAnnotatedWith(jakarta.persistence.Entity.class)
                .should(new NoSetters()).because("an entity changes by verbs, not by setters").check(MAIN);
    }

    @Test
    void namesSayTheRole() {
        noClasses().should().haveSimpleNameEndingWith("Impl").orShould().haveSimpleNameEndingWith("Service").orShould().haveSimpleNameEndingWith("Manager")
                .orShould().haveSimpleNameEndingWith("Helper").orShould().haveSimpleNameEndingWith("Util").orShould().haveSimpleNameEndingWith("DTO")
                .because("such names say nothing of the trade").check(MAIN);
    }

    @Test
    void nobodyDependsOnTheWorkers() {
        noClasses().that().resideOutsideOfPackage(ROOT + "dispatch..").should().dependOnClassesThat().resideInAPackage(ROOT + "dispatch..")
                .because("the queue is a nudge; whoever needs work done leaves a row").check(MAIN);
    }

    private static String room(String packageName) {
        String rest = packageName.substring(ROOT.length());
        return rest.contains(".") ? rest.substring(0, rest.indexOf('.')) : rest;
    }
}
