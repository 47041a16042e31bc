package io.crvsbridge.simulators;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** How far every workflow has come, stage by stage, for the status APIs to tell (MOSIP contract, section 3.4). */
final class WorkflowHistory {

  /** Why a workflow did not go through. */
  record Reason(String subStatusCode, String comment) {}

  /** One stage's result; the first one has no parent. */
  record Transaction(String id, String typeCode, String parentId, String statusCode, Reason reason, Instant created) {}

  private record Ending(int stagesPassed, String typeCode, String statusCode, Reason reason) {}

  private static final class Course {
    private String process;
    private MosipLedger.Outcome outcome;
    private final List<Transaction> transactions = new ArrayList<>();
  }

  private static final String PASSED = "SUCCESS";
  private static final List<String> BIRTH_STAGES =
      List.of(
          "PACKET_VALIDATION", "PACKET_CLASSIFICATION", "CMD_VALIDATION", "OPERATOR_VALIDATION", "DEMOGRAPHIC_VERIFICATION", "UIN_GENERATOR",
          "FINALIZATION", "CREDENTIAL_REQUESTOR");
  private static final List<String> UPDATE_STAGES =
      List.of("PACKET_VALIDATION", "PACKET_CLASSIFICATION", "CMD_VALIDATION", "OPERATOR_VALIDATION", "UIN_GENERATOR", "FINALIZATION");
  private static final Map<MosipLedger.Outcome, Ending> ENDINGS =
      Map.of(
          MosipLedger.Outcome.FAILED,
          new Ending(0, "PACKET_VALIDATION", "FAILED", new Reason("RPR-PVM-002", "Packet schema validation failed")),
          MosipLedger.Outcome.PAUSED,
          new Ending(3, "OPERATOR_VALIDATION", "PAUSED_FOR_ADDITIONAL_INFO", new Reason("RPR-OPV-001", "Additional information is needed")),
          MosipLedger.Outcome.REJECTED,
          new Ending(4, "DEMOGRAPHIC_VERIFICATION", "REJECTED", new Reason("RPR-DDS-001", "Possible demographic match")),
          MosipLedger.Outcome.REPROCESS_FAILED,
          new Ending(0, "PACKET_REPROCESS", "REPROCESS_FAILED", new Reason("RPR-RPR-001", "Reprocess count has exceeded the configured attempts")));

  private final Map<String, Course> courses = new HashMap<>();
  private volatile boolean identityFirst;

  /** Bad ends come after the identity was made. */
  void identityFirst(boolean first) {
    identityFirst = first;
  }

  synchronized void began(String rid, String process) {
    Course course = courses.computeIfAbsent(rid, id -> new Course());
    course.process = process;
    course.outcome = null;
    if (course.transactions.isEmpty()) {
      add(course, "PACKET_RECEIVER", PASSED, new Reason(PASSED, "Packet received"));
    }
  }

  /** @param given instead of the usual reason, or null */
  synchronized void ended(String rid, MosipLedger.Outcome outcome, Reason given) {
    Course course = courses.get(rid);
    course.outcome = outcome;
    List<String> stages = course.process.equals(WorkflowRules.BIRTH) ? BIRTH_STAGES : UPDATE_STAGES;
    if (outcome == MosipLedger.Outcome.PROCESSED) {
      int last = stages.size() - 1;
      stages.subList(0, last).forEach(stage -> pass(course, stage));
      add(course, stages.get(last), "PROCESSED", new Reason(PASSED, "Packet processed"));
    } else {
      Ending ending = ENDINGS.get(outcome);
      int passed = identityFirst ? stages.indexOf("UIN_GENERATOR") + 1 : ending.stagesPassed();
      stages.subList(0, passed).forEach(stage -> pass(course, stage));
      add(course, ending.typeCode(), ending.statusCode(), given == null ? ending.reason() : given);
    }
  }

  synchronized boolean hasIdentity(String rid) {
    return transactions(rid).stream().anyMatch(done -> done.typeCode().equals("UIN_GENERATOR"));
  }

  synchronized boolean knows(String rid) {
    return courses.containsKey(rid);
  }

  /** Whether a workflow is on its way and waits for nobody. */
  synchronized boolean isRunning(String rid) {
    return knows(rid) && courses.get(rid).outcome == null;
  }

  /** Empty while the workflow runs, or when there is none. */
  synchronized Optional<MosipLedger.Outcome> outcome(String rid) {
    return knows(rid) ? Optional.ofNullable(courses.get(rid).outcome) : Optional.empty();
  }

  synchronized Optional<String> process(String rid) {
    return knows(rid) ? Optional.of(courses.get(rid).process) : Optional.empty();
  }

  /** In the order of time. */
  synchronized List<Transaction> transactions(String rid) {
    return knows(rid) ? List.copyOf(courses.get(rid).transactions) : List.of();
  }

  private static void pass(Course course, String stage) {
    boolean passed = course.transactions.stream().anyMatch(done -> done.typeCode().equals(stage) && done.statusCode().equals(PASSED));
    if (!passed) {
      add(course, stage, PASSED, new Reason(PASSED, "Passed"));
    }
  }

  private static void add(Course course, String typeCode, String statusCode, Reason reason) {
    Transaction last = course.transactions.isEmpty() ? null : course.transactions.get(course.transactions.size() - 1);
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    // Callers sort by time, so no two stages may share it.
    Instant created = last == null || now.isAfter(last.created()) ? now : last.created().plusMillis(1);
    course.transactions.add(new Transaction(UUID.randomUUID().toString(), typeCode, last == null ? null : last.id(), statusCode, reason, created));
  }
}
