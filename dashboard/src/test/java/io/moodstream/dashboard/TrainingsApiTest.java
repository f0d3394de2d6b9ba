package io.moodstream.dashboard;

import static io.moodstream.dashboard.InMemoryTrainings.TASK;
import static io.moodstream.dashboard.RunningDashboard.NOW;
import static io.moodstream.dashboard.RunningDashboard.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.moodstream.pipeline.trainings.Training;
import io.moodstream.pipeline.trainings.TrainingProgress.State;
import io.moodstream.pipeline.trainings.TrainingTask;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainingsApiTest {
  private static final String TRAININGS = "/api/v1/trainings";

  private final RunningDashboard dashboard = RunningDashboard.open();

  @AfterEach
  void close() {
    dashboard.close();
  }

  @Test
  void shouldTellWhoTrains() {
    assertThat(dashboard.get("/api/v1/trainers").body()).isEqualTo("[]");

    dashboard.trainings.serve(InMemoryTrainings.trainer("trainer-1", "t1"));
    dashboard.trainings.serve(InMemoryTrainings.trainer("trainer-2", ""));

    assertThat(dashboard.get("/api/v1/trainers").body())
        .isEqualTo(
            ("[{\"id\":\"trainer-1\",\"host\":\"attic\",\"state\":\"training\","
                    + "\"training\":\"t1\",\"dataRoot\":\"/faces\",\"since\":\"%1$s\"},"
                    + "{\"id\":\"trainer-2\",\"host\":\"attic\",\"state\":\"waiting\","
                    + "\"training\":null,\"dataRoot\":\"/faces\",\"since\":\"%1$s\"}]")
                .formatted(NOW));
  }

  @Test
  void shouldListTheNewestFirst() {
    dashboard.trainings.finish(dashboard.trainings.request(TASK, "ada"), 7);
    var unused = dashboard.trainings.request(TASK.withEpochs(9), "bob");

    JsonNode list = json(dashboard.get(TRAININGS));

    assertThat(list.get(0).toString())
        .isEqualTo(
            "{\"id\":\"t2\",\"state\":\"queued\",\"requestedAt\":\"%s\",\"by\":\"bob\","
                    .formatted(NOW)
                + "\"data\":\"faces\",\"architecture\":\"compact\",\"epochs\":9,\"init\":null,\"rate\":null,"
                + "\"epoch\":0,\"accuracy\":0.0,\"measuredAccuracy\":null,"
                + "\"imagesPerSecond\":0.0,\"secondsLeft\":0.0,\"version\":null,\"reason\":null,"
                + "\"curve\":[]}");
    assertThat(list.get(1).get("state").asText()).isEqualTo("finished");
    assertThat(list.get(1).get("version").asInt()).isEqualTo(7);
  }

  @Test
  void shouldShowHowFarARunningOneIs() {
    dashboard.trainings.run(dashboard.trainings.request(TASK, "ada"));

    JsonNode running = json(dashboard.get(TRAININGS)).get(0);

    assertThat(running.get("state").asText()).isEqualTo("running");
    assertThat(running.get("epoch").asInt()).isEqualTo(2);
    assertThat(running.get("accuracy").asDouble()).isEqualTo(0.45);
    assertThat(running.get("measuredAccuracy").asDouble()).isEqualTo(0.5);
    assertThat(running.get("secondsLeft").asDouble()).isEqualTo(90);
    assertThat(running.get("curve").toString())
        .isEqualTo(
            "[{\"epoch\":1,\"loss\":1.5,\"accuracy\":0.4,\"measuredLoss\":1.25,"
                + "\"measuredAccuracy\":0.5,\"rate\":0.1}]");
  }

  @Test
  void shouldTakeARequest() {
    HttpResponse<String> answer =
        post(
            "{\"data\":\"faces\",\"architecture\":\"paper\",\"epochs\":5,\"init\":2,"
                + "\"votes\":\"votes.csv\",\"rate\":1e-4}");

    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(answer.body()).isEqualTo("{\"id\":\"t1\"}");
    String location = answer.headers().firstValue("Location").orElseThrow();
    assertThat(location).isEqualTo(TRAININGS + "/t1");
    assertThat(json(dashboard.get(location))).isEqualTo(json(dashboard.get(TRAININGS)).get(0));
    Training training = dashboard.trainings.trainings().get(0);
    assertThat(training.request().task())
        .isEqualTo(
            new TrainingTask("faces", "paper", 5, 2, Optional.of("votes.csv")).withRate(1e-4));
    assertThat(json(dashboard.get(TRAININGS)).get(0).get("rate").asDouble()).isEqualTo(1e-4);
    assertThat(training.request().by()).isEqualTo("dashboard 127.0.0.1");
  }

  @Test
  void shouldTakeARequestWithoutEpochsAndInit() {
    HttpResponse<String> answer =
        post(
            "{\"data\":\"faces\",\"architecture\":\"paper\",\"epochs\":null,\"init\":null,"
                + "\"rate\":null}");

    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(dashboard.trainings.trainings().get(0).request().task())
        .isEqualTo(new TrainingTask("faces", "paper", 0, 0, Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'architecture':'paper'} | data",
        "{'data':' ','architecture':'paper'} | data",
        "{'data':7,'architecture':'paper'} | data",
        "{'data':'faces'} | architecture",
        "{'data':'faces','architecture':'huge'} | architecture",
        "{'data':'faces','architecture':'paper','epochs':-1} | epochs",
        "{'data':'faces','architecture':'paper','epochs':'9'} | epochs",
        "{'data':'faces','architecture':'paper','init':1.5} | init",
        "{'data':'faces','architecture':'paper','votes':[]} | votes",
        "{'data':'faces','architecture':'paper','rate':0} | rate",
        "{'data':'faces','architecture':'paper','rate':-0.1} | rate",
        "{'data':'faces','architecture':'paper','rate':1.01} | rate",
        "{'data':'faces','architecture':'paper','rate':1e999} | rate",
        "{'data':'faces','architecture':'paper','rate':1e-999} | rate",
        "{'data':'faces','architecture':'paper','rate':'0.1'} | rate"
      })
  void shouldNameTheFieldThatCannotBeFollowed(String body, String field) {
    HttpResponse<String> answer = post(body.replace('\'', '"'));

    assertProblem(answer, 422, field);
    assertThat(json(answer).get("parameter").asText()).isEqualTo(field);
    assertThat(dashboard.trainings.trainings()).isEmpty();
  }

  @Test
  void shouldRefuseAFieldThatIsUnknown() {
    assertProblem(post("{\"data\":\"f\",\"architecture\":\"paper\",\"pace\":1}"), 400, "'pace'");
  }

  @Test
  void shouldCancel() {
    String id = dashboard.trainings.request(TASK, "ada");

    HttpResponse<String> answer = delete(id);

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(answer.body()).isEmpty();
    JsonNode cancelled = json(dashboard.get(TRAININGS)).get(0);
    assertThat(dashboard.trainings.trainings().get(0).state()).isEqualTo(State.CANCELLED);
    assertThat(cancelled.get("reason").asText()).isEqualTo("cancelled by dashboard 127.0.0.1");
  }

  @Test
  void shouldTellWhatCannotBeCancelled() {
    String id = dashboard.trainings.request(TASK, "ada");
    dashboard.trainings.finish(id, 3);

    assertProblem(delete(id), 409, "'t1' is over: finished");
    assertProblem(delete("unknown"), 404, "no training 'unknown'");
  }

  @Test
  void shouldNotKnowATrainingThatNobodyAskedFor() {
    assertProblem(dashboard.get(TRAININGS + "/unknown"), 404, "no training 'unknown'");
  }

  private HttpResponse<String> post(String body) {
    return dashboard.send(dashboard.request(TRAININGS).POST(BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> delete(String id) {
    return dashboard.send(dashboard.request(TRAININGS + "/" + id).DELETE());
  }

  private static void assertProblem(HttpResponse<String> answer, int status, String detail) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(json(answer).get("detail").asText()).contains(detail);
  }
}
