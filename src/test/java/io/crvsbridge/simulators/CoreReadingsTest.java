package io.crvsbridge.simulators;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the simulated Core shows, to whom. */
class CoreReadingsTest {

  private static final String NUMBER = "2026B7654321";

  private final CoreSimulator core = new CoreSimulator();
  private final String client = core.auth().clientToken().sign();
  private CoreEvent registered;
  private String record;

  @BeforeEach
  void aRegisteredBirth() {
    registered = core.registeredBirth(Declaration.birth(), NUMBER);
    core.request(registered, "PRINT_CERTIFICATE", JsonText.object().build());
    record = core.token(registered).sign();
  }

  @AfterEach
  void close() {
    core.close();
  }

  @Test
  void aSystemClientReadsAnyRecordAndARecordsTokenItsOwnOnly() throws Exception {
    CoreEvent other = core.declareBirth();
    assertThat(query("event.get", event(other), client).statusCode()).isEqualTo(200);
    assertThat(other.actions().get(other.actions().size() - 1).getString("createdByUserType")).isEqualTo("system");
    assertThat(query("event.get", event(registered), record).statusCode()).isEqualTo(200);
    assertThat(query("event.get", event(other), record).statusCode()).isEqualTo(403);
    HttpResponse<String> unknown = query("event.get", "{\"eventId\":\"" + UUID.randomUUID() + "\"}", client);
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(unknown.body()).contains("\"code\":\"NOT_FOUND\"");
  }

  @Test
  void theRecordedSearchIsAnsweredInTheRecordedForm() throws IOException, InterruptedException {
    JsonObject sample = JsonText.parseObject(Files.readString(Path.of("src/test/resources/core/event-search.json")));
    JsonObject recorded = sample.getJsonObject("response").getJsonArray("results").getJsonObject(0);
    String asked = sample.getJsonObject("request").toString().replace("37MLBG", registered.trackingId());
    JsonObject answer = Http.json(search(asked, client));
    assertThat(answer.getInt("total")).isEqualTo(1);
    JsonObject found = answer.getJsonArray("results").getJsonObject(0);
    assertThat(recorded.keySet()).containsAll(found.keySet());
    assertThat(found.getString("status")).isEqualTo("REGISTERED");
    assertThat(recorded.getJsonObject("legalStatuses").getJsonObject("REGISTERED").keySet())
        .containsExactlyInAnyOrderElementsOf(found.getJsonObject("legalStatuses").getJsonObject("REGISTERED").keySet());
    assertThat(found.getJsonObject("declaration")).isEqualTo(core.ledger().declaration(registered));
  }

  @Test
  void aRecordIsFoundByItsRegistrationNumberAndByNoOther() throws Exception {
    assertThat(ids(search(numbered(NUMBER), client))).containsExactly(registered.id());
    assertThat(ids(search(numbered("2026B0000000"), client))).isEmpty();
    core.declareBirth();
    assertThat(ids(search("{\"query\":{\"type\":\"and\",\"clauses\":[{\"eventType\":\"birth\"}]}}", client))).hasSize(2);
    HttpResponse<String> one = search("{\"query\":{\"type\":\"and\",\"clauses\":[{\"eventType\":\"birth\"}]},\"limit\":1,\"offset\":1}", client);
    assertThat(ids(one)).hasSize(1);
    assertThat(Http.json(one).getInt("total")).isEqualTo(2);
  }

  @Test
  void everyClauseOfAnAndMustHoldAndOneOfAnOr() throws Exception {
    String clauses = "\"clauses\":[{\"eventType\":\"death\"},{\"trackingId\":{\"type\":\"exact\",\"term\":\"" + registered.trackingId() + "\"}}]}}";
    assertThat(ids(search("{\"query\":{\"type\":\"and\"," + clauses, client))).isEmpty();
    assertThat(ids(search("{\"query\":{\"type\":\"or\"," + clauses, client))).containsExactly(registered.id());
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "{}", "{\"query\":{\"type\":\"and\",\"clauses\":[]}}", "{\"query\":{\"type\":\"and\",\"clauses\":[{}]}}", "not json",
      "{\"query\":{\"type\":\"and\",\"clauses\":[{\"data\":{}}]}}", "{\"query\":{\"type\":\"and\",\"clauses\":[{\"trackingId\":{\"type\":\"fuzzy\",\"term\":\"A\"}}]}}"})
  void aSearchThatIsNotUnderstoodIsRefused(String asked) throws Exception {
    assertThat(search(asked, client).statusCode()).isEqualTo(400);
  }

  @Test
  void onlyASystemClientSearches() throws Exception {
    assertThat(search(numbered(NUMBER), record).statusCode()).isEqualTo(403);
    assertThat(search(numbered(NUMBER), "junk").statusCode()).isEqualTo(401);
  }

  @Test
  void placesAreShownToWhoeverHasATokenAndAreasApart() throws Exception {
    JsonObject office = list(query("locations.list", "{\"locationIds\":[\"" + Declaration.OFFICE + "\"]}", record)).getJsonObject(0);
    assertThat(office.keySet()).containsExactlyInAnyOrder("id", "name", "externalId", "administrativeAreaId", "validUntil", "locationType");
    assertThat(office.getString("administrativeAreaId")).isEqualTo(Declaration.AREA);
    assertThat(list(query("locations.list", "{\"locationIds\":[\"" + Declaration.AREA + "\"]}", client))).isEmpty();
    assertThat(list(query("administrativeAreas.list", "{\"ids\":[\"" + Declaration.AREA + "\"]}", client))).hasSize(1);
    assertThat(list(query("locations.list", "{}", client))).hasSize(2);
    assertThat(query("locations.list", "{}", "junk").statusCode()).isEqualTo(401);
  }

  @Test
  void of19AreasAreLocations() throws Exception {
    core.version19();
    JsonObject area = list(query("locations.list", "{\"locationIds\":[\"" + Declaration.AREA + "\"]}", client)).getJsonObject(0);
    assertThat(area.getString("locationType")).isEqualTo("ADMIN_STRUCTURE");
    assertThat(query("administrativeAreas.list", "{}", client).statusCode()).isEqualTo(404);
  }

  @Test
  void usersAreShownToUsersOnly() throws Exception {
    String registrar = '"' + registered.actions().get(0).getString("createdBy") + '"';
    JsonObject user = Http.json(query("user.get", registrar, record)).getJsonObject("result").getJsonObject("data").getJsonObject("json");
    assertThat(user.getString("primaryOfficeId")).isEqualTo(Declaration.OFFICE);
    assertThat(query("user.get", registrar, client).statusCode()).isEqualTo(403);
    assertThat(query("user.get", "\"" + UUID.randomUUID() + "\"", record).statusCode()).isEqualTo(404);
    assertThat(query("user.get", "{}", record).statusCode()).isEqualTo(400);
  }

  private static String event(CoreEvent event) {
    return "{\"eventId\":\"" + event.id() + "\"}";
  }

  private static String numbered(String number) {
    return "{\"query\":{\"type\":\"and\",\"clauses\":[{\"legalStatuses.REGISTERED.registrationNumber\":{\"type\":\"exact\",\"term\":\"" + number + "\"}}]},\"limit\":2,\"offset\":0}";
  }

  private HttpResponse<String> query(String procedure, String input, String token) throws IOException, InterruptedException {
    String encoded = Http.encoded(Map.of("input", "{\"json\":" + input + "}"));
    return Http.get(URI.create(core.base() + "/events/" + procedure + "?" + encoded), "Authorization", "Bearer " + token);
  }

  private HttpResponse<String> search(String body, String token) throws IOException, InterruptedException {
    return Http.send("POST", core.base().resolve("/events/events/search"), body, "Authorization", "Bearer " + token, "Content-Type", "application/json");
  }

  private static JsonArray list(HttpResponse<String> answer) {
    return Http.json(answer).getJsonObject("result").getJsonObject("data").getJsonArray("json");
  }

  private static List<String> ids(HttpResponse<String> answer) {
    return Http.json(answer).getJsonArray("results").getValuesAs(JsonObject.class).stream().map(found -> found.getString("id")).toList();
  }
}
