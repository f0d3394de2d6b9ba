package io.moodstream.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.moodstream.pipeline.cameras.CameraPurpose;
import io.moodstream.pipeline.cameras.LegalBasis;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be checked of the page without a browser. */
class PageTest {
  private static final Pattern ASSET = Pattern.compile("\"(/assets/[^\"]+)\"");
  private static final Pattern IMPORT = Pattern.compile("from \"\\./([a-z-]+\\.js)\"");
  private static final Pattern WORKER = Pattern.compile("new (?:Shared)?Worker\\(\"([^\"]+)\"");
  private static final Pattern INLINE =
      Pattern.compile("<script>|<style| style=| on[a-z]+=|javascript:");
  private static final Pattern ELSEWHERE = Pattern.compile("(src|href)=\"(https?:)?//");

  private final RunningDashboard dashboard = RunningDashboard.open();

  @AfterEach
  void close() {
    dashboard.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/wall", "/history", "/camera", "/models", "/alerts", "/api"})
  void shouldLoadOnlyFilesThatAreThere(String path) {
    String page = dashboard.get(path).body();

    assertThat(page).doesNotContainPattern(ELSEWHERE);
    assertThat(assets(page)).isNotEmpty().allSatisfy(this::assertServed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/history",
        "/camera",
        "/models",
        "/alerts",
        "/api",
        "/assets/alerts.js",
        "/assets/alert-form.js",
        "/assets/notify.js",
        "/assets/app.js",
        "/assets/tile.js",
        "/assets/camera.js",
        "/assets/models.js",
        "/assets/history.js",
        "/assets/heat-map.js",
        "/assets/format.js"
      })
  void shouldHaveNothingThatItsOwnPolicyForbids(String path) {
    assertThat(dashboard.get(path).body()).doesNotContainPattern(INLINE);
  }

  @Test
  void shouldBeCalledMoodstreamAndSpeakOfExpressions() {
    String page = dashboard.get("/").body();

    assertThat(page)
        .contains("<title>moodstream</title>")
        .contains("a face is not a mind")
        .doesNotContainIgnoringCase("feeling")
        .doesNotContainIgnoringCase("emotion");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "camera-tile",
        "camera-name",
        "camera-state",
        "picture",
        "photo",
        "boxes",
        "dominant",
        "dominant-expression",
        "dominant-share",
        "shares",
        "timeline",
        "timeline-chart",
        "frames-per-second",
        "faces",
        "delay",
        "skipped-frames",
        "legend",
        "empty",
        "connection-lost"
      })
  void shouldMarkWhatTestsLookFor(String mark) {
    assertThat(dashboard.get("/").body()).contains("data-testid=\"%s\"".formatted(mark));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name",
        "photo",
        "facing",
        "pictures",
        "start",
        "stop",
        "on-air",
        "preview",
        "boxes",
        "problem"
      })
  void shouldMarkWhatTestsLookForOnTheCameraPage(String mark) {
    assertThat(dashboard.get("/camera").body()).contains("data-testid=\"%s\"".formatted(mark));
  }

  @Test
  void shouldAskToTellThoseInViewAndShowNoPictureUnasked() {
    String page = dashboard.get("/camera").body();

    assertThat(page).contains("Tell everybody in view").doesNotContain("checked");
    assertThat(dashboard.get("/").body()).contains("href=\"/camera\"");
  }

  @Test
  void shouldOfferEveryPurposeAndLegalBasis() {
    String page = dashboard.get("/cameras").body();

    assertThat(options(page, "purposeCode"))
        .containsExactly(
            Stream.of(CameraPurpose.values()).map(CameraPurpose::label).toArray(String[]::new));
    assertThat(options(page, "legalBasis"))
        .containsExactly(
            Stream.of(LegalBasis.values()).map(LegalBasis::label).toArray(String[]::new));
  }

  private static List<String> options(String page, String list) {
    String from = page.substring(page.indexOf("<select name=\"%s\"".formatted(list)));
    return all(
        Pattern.compile("<option value=\"([a-z-]+)\""),
        from.substring(0, from.indexOf("</select>")));
  }

  @Test
  void shouldNotSendAFileAgainThatHasNotChanged() {
    HttpResponse<String> first = dashboard.get("/assets/style.css");
    String tag = first.headers().firstValue("ETag").orElseThrow();

    HttpResponse<String> again = dashboard.get("/assets/style.css", "If-None-Match", tag);

    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(dashboard.get("/assets/app.js").headers().firstValue("ETag"))
        .isPresent()
        .isNotEqualTo(first.headers().firstValue("ETag"));
  }

  private void assertServed(String asset) {
    HttpResponse<String> answer = dashboard.get(asset);
    assertThat(answer.statusCode()).as(asset).isEqualTo(200);
    String type = answer.headers().firstValue("Content-Type").orElseThrow();
    assertThat(type)
        .startsWith(
            asset.endsWith(".js")
                ? "text/javascript"
                : asset.endsWith(".css") ? "text/css" : "image/");
    all(WORKER, answer.body()).forEach(this::assertServed);
    all(IMPORT, answer.body()).forEach(name -> assertServed("/assets/" + name));
  }

  private static List<String> assets(String page) {
    return all(ASSET, page);
  }

  private static List<String> all(Pattern pattern, String text) {
    return pattern.matcher(text).results().map((MatchResult found) -> found.group(1)).toList();
  }
}
