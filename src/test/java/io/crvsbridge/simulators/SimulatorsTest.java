package io.crvsbridge.simulators;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What holds for the simulators as a whole. */
class SimulatorsTest {

  @Test
  void theSimulatorsShareNoCodeWithTheServer() {
    classes()
        .that()
        .resideInAPackage("io.crvsbridge.simulators")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "io.crvsbridge.simulators",
            "java..",
            "javax.crypto..",
            "com.sun.net.httpserver",
            "jakarta.json..",
            "org.junit.jupiter..",
            "org.assertj..",
            "com.tngtech.archunit..",
            "")
        .because("a simulator with the server's own cryptography would share its mistakes and prove nothing")
        .check(new ClassFileImporter().importPackages("io.crvsbridge.simulators"));
  }

  @Test
  void hundredsOfRecordsPassThroughSideBySide() throws Exception {
    int records = 400;
    try (Peers peers = Peers.start();
        ListeningBridge bridge = new ListeningBridge()) {
      peers.environment(bridge.base());
      ExecutorService registrars = Executors.newFixedThreadPool(16);
      try {
        List<Callable<TriggerAnswer>> registrations =
            IntStream.range(0, records).<Callable<TriggerAnswer>>mapToObj(i -> () -> peers.core().register(peers.core().declareBirth())).toList();
        for (Future<TriggerAnswer> answer : registrars.invokeAll(registrations)) {
          assertThat(answer.get().outcome()).isEqualTo(TriggerAnswer.Outcome.PENDING);
        }
      } finally {
        registrars.shutdownNow();
      }
      assertThat(bridge.triggers().stream().map(Call::bearer).distinct()).hasSize(records);
      assertThat(peers.core().ledger().events()).hasSize(records).extracting(CoreEvent::pending).allMatch(Optional::isPresent);
    }
  }

  @Test
  void declarationsNameDifferentChildren() {
    List<Object> names = IntStream.range(0, 100).<Object>mapToObj(i -> Declaration.birth().json().get("child.name")).toList();
    assertThat(names).doesNotHaveDuplicates();
  }
}
