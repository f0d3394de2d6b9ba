package io.moodstream.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is answered about models and trainings is as it is described. */
class OpenApiModelsTest {
  private final RunningDashboard dashboard = RunningDashboard.open();
  private final ApiDescription api = ApiDescription.of(dashboard);

  @AfterEach
  void close() {
    dashboard.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "get | /api/v1/models | '' | '' | 200",
        "get | /api/v1/models | ?x=1 | '' | 400",
        "post | /api/v1/models | '' | seed;paper | 200",
        "post | /api/v1/models | '' | new;paper | 201",
        "post | /api/v1/models | '' | '' | 400",
        "post | /api/v1/models | '' | bad | 422",
        "get | /api/v1/models/shadow | '' | '' | 200",
        "get | /api/v1/models/shadow | ?x=1 | '' | 400",
        "get | /api/v1/models/canary | '' | '' | 200",
        "get | /api/v1/models/canary | ?x=1 | '' | 400",
        "get | /api/v1/models/{version} | 1 | '' | 200",
        "get | /api/v1/models/{version} | x | '' | 400",
        "get | /api/v1/models/{version} | 9 | '' | 404",
        "delete | /api/v1/models/{version} | 2 | '' | 400",
        "delete | /api/v1/models/{version} | 9?reason=r | '' | 404",
        "delete | /api/v1/models/{version} | 1?reason=r | '' | 409",
        "put | /api/v1/models/aliases/{alias} | champion | {'version':2,'reason':'r'} | 200",
        "put | /api/v1/models/aliases/{alias} | champion | {} | 400",
        "put | /api/v1/models/aliases/{alias} | best | {'version':2,'reason':'r'} | 404",
        "put | /api/v1/models/aliases/{alias} | champion | {'version':1,'reason':'r'} | 409",
        "post | /api/v1/models/rollback | '' | {} | 400",
        "post | /api/v1/models/rollback | '' | {'reason':'r'} | 409",
        "get | /api/v1/classifiers | '' | '' | 200",
        "get | /api/v1/audit | '' | '' | 200"
      })
  void shouldAnswerAboutModelsAsDescribed(
      String method, String path, String end, String body, int code) {
    // given
    publish("seed;paper;0.65");
    publish("seed;paper");
    dashboard.models.add(InMemoryModels.classifier("c1"));

    // when
    String call = path.replaceFirst("\\{.*", "") + end;
    HttpResponse<String> answer =
        dashboard.send(
            dashboard
                .request(call)
                .method(
                    method.toUpperCase(Locale.ROOT),
                    BodyPublishers.ofString(body.replace('\'', '"'))));

    // then
    api.assertDescribed(method, path, code, answer);
  }

  @Test
  void shouldAnswerARollBackAndADeletionAsDescribed() {
    publish("seed;paper;0.65");
    publish("seed;paper");
    dashboard.models.promote(2, "test", "better");

    api.assertDescribed(
        "post",
        "/api/v1/models/rollback",
        200,
        dashboard.send(
            dashboard
                .request("/api/v1/models/rollback")
                .POST(BodyPublishers.ofString("{\"reason\": \"r\"}"))));
    assertThat(api.response("delete", "/api/v1/models/{version}", 204).has("content")).isFalse();
    assertThat(dashboard.send(dashboard.request("/api/v1/models/2?reason=r").DELETE()).statusCode())
        .isEqualTo(204);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "get | /api/v1/trainers | '' | '' | 200",
        "get | /api/v1/trainers | ?x=1 | '' | 400",
        "get | /api/v1/trainings | '' | '' | 200",
        "get | /api/v1/trainings | ?x=1 | '' | 400",
        "post | /api/v1/trainings | '' |"
            + " {'data':'d','architecture':'compact','epochs':3,'init':1,'rate':0.01} | 201",
        "post | /api/v1/trainings | '' | {'data':'d','architecture':'huge'} | 422",
        "post | /api/v1/trainings | '' | { | 400",
        "delete | /api/v1/trainings/{id} | unknown | '' | 404",
        "delete | /api/v1/trainings/{id} | t1?x=1 | '' | 400",
        "delete | /api/v1/trainings/{id} | t1 | '' | 409"
      })
  void shouldAnswerAboutTrainingsAsDescribed(
      String method, String path, String end, String body, int code) {
    // given one that is over and one that waits, and two trainers
    dashboard.trainings.serve(InMemoryTrainings.trainer("trainer-1", "t1"));
    dashboard.trainings.serve(InMemoryTrainings.trainer("trainer-2", ""));
    dashboard.trainings.finish(dashboard.trainings.request(InMemoryTrainings.TASK, "test"), 4);
    var unused = dashboard.trainings.request(InMemoryTrainings.TASK.withRate(0.01), "test");

    // when
    HttpResponse<String> answer =
        dashboard.send(
            dashboard
                .request(path.replaceFirst("\\{.*", "") + end)
                .method(
                    method.toUpperCase(Locale.ROOT),
                    BodyPublishers.ofString(body.replace('\'', '"'))));

    // then
    api.assertDescribed(method, path, code, answer);
  }

  private void publish(String bundle) {
    var unused = dashboard.models.publish(bundle.getBytes(UTF_8), "test");
  }
}
