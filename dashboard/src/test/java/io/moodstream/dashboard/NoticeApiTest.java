package io.moodstream.dashboard;

import static io.moodstream.dashboard.RunningDashboard.NOW;
import static io.moodstream.dashboard.Samples.DOOR;
import static io.moodstream.dashboard.Samples.HALL;
import static org.assertj.core.api.Assertions.assertThat;

import io.moodstream.dashboard.notices.Controller;
import io.moodstream.pipeline.cameras.CameraLabel;
import io.moodstream.pipeline.cameras.CameraOwner;
import io.moodstream.pipeline.cameras.CameraOwner.Origin;
import io.moodstream.pipeline.cameras.CameraPurpose;
import io.moodstream.pipeline.cameras.CameraSettings;
import io.moodstream.pipeline.cameras.CameraStatus;
import io.moodstream.pipeline.cameras.DeclaredUse;
import io.moodstream.pipeline.cameras.ExceptionClaim;
import io.moodstream.pipeline.cameras.LegalBasis;
import io.moodstream.pipeline.cameras.Source;
import io.moodstream.pipeline.cameras.StoredCamera;
import io.moodstream.pipeline.frames.CameraId;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A notice needs no sign-in, so it must hold nothing but what people in view may read. */
class NoticeApiTest {
  private static final String NOTICE = "/cameras/hall/notice";
  private static final String CLAIM = "Nurses watch for pain in patients who cannot speak.";

  private final RunningDashboard dashboard =
      RunningDashboard.with(
          RunningDashboard.settings(Optional.of("s3cret-token"))
              .withWeb(web -> web.withPublicUrl(URI.create("https://mood.example")))
              .withMinimumPeople(3)
              .withController(
                  Optional.of(
                      new Controller(
                          "Klinik <Nord>",
                          "info@klinik.example",
                          Optional.of("dpo@klinik.example")))),
          (cameras, step, from, to) -> List.of());

  @AfterEach
  void close() {
    dashboard.close();
  }

  @Test
  void shouldBeReadWithoutASignIn() {
    show(use(CameraPurpose.RETAIL_STATISTICS, LegalBasis.LEGITIMATE_INTEREST), false);

    HttpResponse<String> notice = dashboard.get(NOTICE + "?lang=en");

    assertThat(notice.statusCode()).isEqualTo(200);
    assertThat(notice.headers().firstValue("Content-Language")).contains("en");
    assertThat(notice.headers().firstValue("Content-Security-Policy"))
        .hasValueSatisfying(policy -> assertThat(policy).doesNotContain("unsafe"));
    assertThat(notice.body())
        .contains("Große Halle", "Klinik &lt;Nord&gt;", "info@klinik.example", "dpo@klinik.example")
        .contains("Statistics about the visitors of a shop – length of the queue")
        .contains("Article 6(1)(f) GDPR", "Article 21 GDPR", "Article 50(3)")
        .contains("at least 3 people", "30 November 2026")
        .contains("https://mood.example/cameras/hall/notice<")
        .doesNotContain(
            "data-testid=\"missing\"", "data-testid=\"local\"", "withdraw your consent");
  }

  @Test
  void shouldHoldNothingElse() {
    show(
        new DeclaredUse(
            Optional.of(CameraPurpose.WORKPLACE),
            Optional.of(LegalBasis.EXPLICIT_CONSENT),
            Optional.of(new ExceptionClaim(ExceptionClaim.Kind.MEDICAL, CLAIM))),
        false);
    dashboard.view.onStatus(Samples.status(DOOR, true, NOW));
    dashboard.view.onExpressions(Samples.frame(HALL, 1, NOW));

    String notice = dashboard.get(NOTICE + "?lang=en").body();

    assertThat(notice)
        .contains("Medical reasons (Article 5(1)(f)", "withdraw your consent")
        .doesNotContain(
            "door", "geheim", "ada", "10.0.0.7", "rtsp", "floor", "pi-7", CLAIM, "live<");
    for (String closed : List.of("/api/v1/cameras", "/cameras", "/cameras/hall", "/openapi.yaml")) {
      assertThat(dashboard.get(closed).statusCode()).as(closed).isEqualTo(401);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/cameras/none/notice", "/cameras/%20/notice", "/cameras/..%2F/notice"})
  void shouldNotNameOtherCamerasWhereThereIsNone(String path) {
    show(DeclaredUse.NONE, false);

    HttpResponse<String> answer = dashboard.get(path);

    assertThat(answer.statusCode()).isBetween(400, 404);
    assertThat(answer.body()).doesNotContain("hall", "/api/v1/cameras");
  }

  @ParameterizedTest
  @CsvSource({"true, authorised staff can see the live picture", "false, do not show them"})
  void shouldStateWhatHappensToThePictures(boolean pictures, String statement) {
    show(DeclaredUse.NONE, pictures);

    assertThat(dashboard.get(NOTICE + "?lang=en").body())
        .contains("does not record pictures", "at most 8 minutes", statement);
  }

  @Test
  void shouldStateWhatIsMissing() {
    try (RunningDashboard bare = RunningDashboard.open()) {
      bare.view.onStatus(Samples.status(HALL, false, NOW));

      String notice = bare.get(NOTICE, "Accept-Language", "de-CH").body();

      assertThat(notice)
          .contains("<html lang=\"de\">")
          .contains("Der Verantwortliche ist noch nicht angegeben.")
          .contains("Es ist noch kein Zweck angegeben.")
          .contains("Es ist noch keine Rechtsgrundlage angegeben.")
          .contains("data-testid=\"local\"");
    }
  }

  @Test
  void shouldEndWithItsCamera() {
    show(DeclaredUse.NONE, false);
    dashboard.view.cameras().onWanted(HALL, Optional.empty());
    dashboard.view.onForgotten(HALL);

    assertThat(dashboard.get(NOTICE).statusCode()).isEqualTo(404);
  }

  private static DeclaredUse use(CameraPurpose purpose, LegalBasis basis) {
    return new DeclaredUse(Optional.of(purpose), Optional.of(basis), Optional.empty());
  }

  /** A camera of the API, with secrets, that its machine reports. */
  private void show(DeclaredUse use, boolean pictures) {
    var label =
        new CameraLabel(
            "Große Halle", Optional.of(new CameraId("floor")), "length of the queue", use);
    var settings =
        new CameraSettings(
            HALL,
            Source.parse("rtsp://ada:geheim@10.0.0.7/live"),
            OptionalDouble.empty(),
            pictures,
            List.of(),
            false,
            label);
    dashboard
        .view
        .cameras()
        .onWanted(HALL, Optional.of(new StoredCamera(settings, "pi-7", NOW, "ada")));
    dashboard.view.onStatus(
        new CameraStatus(
            HALL,
            settings.source().text(),
            CameraStatus.State.RUNNING,
            "",
            pictures,
            NOW,
            label,
            new CameraOwner("pi-7", Origin.API)));
  }
}
