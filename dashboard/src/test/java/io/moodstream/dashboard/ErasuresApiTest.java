package io.moodstream.dashboard;

import static io.moodstream.dashboard.RunningDashboard.NOW;
import static io.moodstream.dashboard.RunningDashboard.json;
import static io.moodstream.dashboard.Samples.HALL;
import static io.moodstream.dashboard.Samples.face;
import static io.moodstream.dashboard.Samples.frame;
import static io.moodstream.dashboard.Samples.frameId;
import static io.moodstream.dashboard.Samples.jpeg;
import static io.moodstream.dashboard.Samples.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.moodstream.pipeline.erasure.ErasureReceipt;
import io.moodstream.pipeline.erasure.ErasureRequest;
import io.moodstream.pipeline.frames.Expression;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErasuresApiTest {
  private static final String ERASURES = "/api/v1/erasures";

  private final RunningDashboard dashboard = RunningDashboard.open();
  private final ApiDescription api = ApiDescription.of(dashboard);

  @AfterEach
  void close() {
    dashboard.close();
  }

  @Test
  void shouldEraseACameraAndAnswerWithTheReceipt() throws InterruptedException {
    // given
    var asked = new AtomicReference<ErasureRequest>();
    var end = new CountDownLatch(1);
    dashboard.erasing.set(
        (request, by, progress) -> {
          asked.set(request);
          progress.accept("reading 15 topics");
          end.await();
          return receipt(true);
        });

    // when
    HttpResponse<String> answer = post("{\"camera\": \"hall\"}");

    // then
    assertThat(answer.statusCode()).isEqualTo(202);
    api.assertDescribed("post", ERASURES, 202, answer);
    String place = answer.headers().firstValue("Location").orElseThrow();
    await().until(() -> json(dashboard.get(place)).path("detail").asText().startsWith("reading"));
    HttpResponse<String> second = post("{\"camera\": \"door\"}");
    assertThat(second.statusCode()).isEqualTo(409);
    assertThat(asked.get())
        .isEqualTo(ErasureRequest.of(HALL, Optional.empty(), Optional.empty(), NOW));

    // when
    end.countDown();

    // then
    await().until(() -> json(dashboard.get(place)).path("state").asText().equals("complete"));
    HttpResponse<String> finished = dashboard.get(place);
    api.assertDescribed("get", ERASURES + "/{id}", 200, finished);
    assertThat(json(finished).at("/receipt/sha256").asText()).isEqualTo(receipt(true).sha256());
    api.assertDescribed("get", ERASURES, 200, dashboard.get(ERASURES));
  }

  @Test
  void shouldReportWhatIsLeftOrHasFailed() {
    dashboard.erasing.set((request, by, progress) -> receipt(false));
    assertThat(outcome("{\"camera\": \"hall\"}").path("state").asText()).isEqualTo("incomplete");

    dashboard.erasing.set(
        (request, by, progress) -> {
          throw new IllegalStateException("the disk is full");
        });
    JsonNode failed = outcome("{\"camera\": \"hall\"}");
    assertThat(failed.path("state").asText()).isEqualTo("incomplete");
    assertThat(failed.path("detail").asText()).contains("the disk is full");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"camera\": \"a b\"} | a b",
        "{\"camera\": \"hall\", \"from\": \"yesterday\"} | from: 'yesterday'",
        "{\"camera\": \"hall\", \"to\": \"2099-01-01T00:00:00Z\"} | not in the future",
        "{\"from\": \"2026-01-01T00:00:00Z\"} | camera",
        "{\"camera\": \"hall\", \"form\": \"x\"} | unknown field 'form'"
      })
  void shouldRefuseWhatCannotBeFollowed(String body, String reason) {
    HttpResponse<String> answer = post(body);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).path("detail").asText()).contains(reason);
  }

  @Test
  void shouldForgetWhatTheDashboardRemembers() {
    // given
    dashboard.view.onStatus(status(HALL, true, NOW));
    dashboard.view.onPicture(HALL, frameId(1), jpeg("picture"));
    dashboard.view.onExpressions(frame(HALL, 1, NOW, face(1, Expression.SAD, 0.7f)));
    assertThat(dashboard.get("/api/v1/cameras/hall/picture").statusCode()).isEqualTo(200);

    // when
    dashboard.view.onErased(HALL);

    // then
    assertThat(dashboard.get("/api/v1/cameras/hall/picture").statusCode()).isEqualTo(404);
    JsonNode camera = json(dashboard.get("/api/v1/cameras")).get(0);
    assertThat(camera.path("facesPerFrame").isNull()).isTrue();
    assertThat(camera.path("lastFrameAt").isNull()).isTrue();
  }

  private JsonNode outcome(String body) {
    String place = post(body).headers().firstValue("Location").orElseThrow();
    await().until(() -> !json(dashboard.get(place)).path("state").asText().equals("running"));
    return json(dashboard.get(place));
  }

  private HttpResponse<String> post(String body) {
    return dashboard.send(dashboard.request(ERASURES).POST(BodyPublishers.ofString(body)));
  }

  private static ErasureReceipt receipt(boolean complete) {
    String content =
        "{\"content\": {\"camera\": \"hall\", \"from\": \"1970-01-01T00:00:00Z\", \"to\": \"%s\","
                .formatted(NOW)
            + "\"whole\": true, \"kafka\": \"k\", \"startedAt\": \"%s\", \"finishedAt\": \"%s\","
                .formatted(NOW, NOW)
            + "\"complete\": %s, \"topics\": [{\"topic\": \"t\", \"found\": 1, \"bytes\": 2,"
                .formatted(complete)
            + "\"sha256\": \"ab\", \"othersDeleted\": 3, \"left\": 0}]}, \"sha256\": \"cd\"}";
    try {
      return ErasureReceipt.parse(content.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
