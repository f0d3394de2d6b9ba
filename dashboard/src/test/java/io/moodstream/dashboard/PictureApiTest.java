package io.moodstream.dashboard;

import static io.moodstream.dashboard.RunningDashboard.NOW;
import static io.moodstream.dashboard.RunningDashboard.json;
import static io.moodstream.dashboard.Samples.DOOR;
import static io.moodstream.dashboard.Samples.HALL;
import static io.moodstream.dashboard.Samples.frameId;
import static io.moodstream.dashboard.Samples.jpeg;
import static io.moodstream.dashboard.Samples.status;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PictureApiTest {
  private static final String HALL_PICTURE = "/api/v1/cameras/hall/picture";

  private final RunningDashboard dashboard = RunningDashboard.open();

  @BeforeEach
  void knowCameras() {
    dashboard.view.onStatus(status(HALL, true, NOW));
    dashboard.view.onStatus(status(DOOR, false, NOW));
  }

  @AfterEach
  void close() {
    dashboard.close();
  }

  @Test
  void shouldGiveTheNewestPictureWithItsFrame() {
    // given
    dashboard.view.onPicture(HALL, frameId(1), jpeg("one"));
    dashboard.view.onPicture(HALL, frameId(2), jpeg("two"));

    // when
    HttpResponse<String> answer = dashboard.get(HALL_PICTURE);

    // then
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("two");
    assertThat(answer.headers().firstValue("Content-Type")).contains("image/jpeg");
    assertThat(answer.headers().firstValue("Moodstream-Frame")).contains("s1-2");
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
  }

  @Test
  void shouldGiveTheVeryFrameThatIsAskedFor() {
    dashboard.view.onPicture(HALL, frameId(1), jpeg("one"));
    dashboard.view.onPicture(HALL, frameId(2), jpeg("two"));

    HttpResponse<String> answer = dashboard.get(HALL_PICTURE + "?frame=s1-1");

    assertThat(answer.body()).isEqualTo("one");
    assertThat(answer.headers().firstValue("Moodstream-Frame")).contains("s1-1");
  }

  @Test
  void shouldForgetPicturesAfterSixSecondsButTheNewest() {
    // given
    dashboard.view.onPicture(HALL, frameId(1), jpeg("one"));
    dashboard.clock.forward(Duration.ofMillis(6001));
    dashboard.view.onPicture(HALL, frameId(2), jpeg("two"));

    // when
    HttpResponse<String> gone = dashboard.get(HALL_PICTURE + "?frame=s1-1");

    // then
    assertThat(gone.statusCode()).isEqualTo(404);
    assertThat(json(gone).get("detail").asText()).contains("s1-1").contains("hall");
    dashboard.clock.forward(Duration.ofSeconds(20));
    assertThat(dashboard.get(HALL_PICTURE).body()).isEqualTo("two");
  }

  @Test
  void shouldForgetTheLastPictureOfALostCamera() {
    dashboard.view.onPicture(HALL, frameId(1), jpeg("one"));
    dashboard.clock.forward(Duration.ofSeconds(31));

    boolean wanted = dashboard.view.wantsPictures();

    assertThat(wanted).isTrue();
    assertThat(dashboard.get(HALL_PICTURE).statusCode()).isEqualTo(404);
  }

  @Test
  void shouldRefuseACameraThatDoesNotAllowIt() {
    dashboard.view.onPicture(DOOR, frameId(1), jpeg("secret"));

    HttpResponse<String> answer = dashboard.get("/api/v1/cameras/door/picture");

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(json(answer).get("detail").asText()).contains("door").contains("pictures=on");
  }

  @Test
  void shouldDropPicturesWhenTheyAreNoLongerAllowed() {
    dashboard.view.onPicture(HALL, frameId(1), jpeg("one"));

    dashboard.view.onStatus(status(HALL, false, NOW));

    assertThat(dashboard.get(HALL_PICTURE).statusCode()).isEqualTo(403);
    assertThat(dashboard.view.pictures().newest(HALL)).isEmpty();
  }

  @Test
  void shouldKeepWithinItsBytes() {
    // given pictures of 1 MiB at one moment
    for (int i = 0; i < 10; i++) {
      dashboard.view.onPicture(HALL, frameId(i), jpeg("x".repeat(1 << 20)));
    }

    assertThat(dashboard.view.pictures().find(HALL, frameId(2))).isPresent();
    assertThat(dashboard.view.pictures().find(HALL, frameId(1))).isEmpty();
  }

  @Test
  void shouldAnswerNotFoundForAnUnknownCamera() {
    HttpResponse<String> answer = dashboard.get("/api/v1/cameras/unknown/picture");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(json(answer).get("detail").asText()).contains("unknown");
  }

  @Test
  void shouldNameABadFrame() {
    HttpResponse<String> answer = dashboard.get(HALL_PICTURE + "?frame=banana");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).get("parameter").asText()).isEqualTo("frame");
  }
}
