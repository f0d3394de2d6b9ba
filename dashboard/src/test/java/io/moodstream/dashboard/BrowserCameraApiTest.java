package io.moodstream.dashboard;

import static io.moodstream.dashboard.RunningDashboard.NOW;
import static io.moodstream.dashboard.Samples.HALL;
import static io.moodstream.dashboard.Samples.picture;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.moodstream.dashboard.PageCamera.Closing;
import io.moodstream.dashboard.cameras.BrowserCamera;
import io.moodstream.dashboard.cameras.BrowserCameraRoute;
import io.moodstream.dashboard.cameras.BrowserCameras;
import io.moodstream.pipeline.cameras.CameraStatus;
import io.moodstream.pipeline.cameras.CameraStatus.State;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.frames.FrameHeaders;
import io.moodstream.pipeline.kafka.FrameOutlet;
import io.moodstream.pipeline.kafka.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrowserCameraApiTest {
  private final RunningDashboard dashboard = RunningDashboard.open();
  private final byte[] picture = picture(64, 48);

  @AfterEach
  void close() {
    dashboard.close();
  }

  @Test
  void shouldSendEachFrameToKafkaWithTheTimeOfItsArrival() throws InterruptedException {
    try (PageCamera phone = PageCamera.connect(dashboard, "phone")) {
      // when
      String first = phone.send(picture).receipt().get("frame").asText();
      dashboard.clock.forward(Duration.ofMillis(100));
      JsonNode receipt =
          await()
              .pollInSameThread()
              .until(() -> phone.send(picture).receipt(), next -> next.get("taken").asBoolean());

      // then
      assertThat(first).endsWith("-0");
      String session = first.substring(0, first.length() - 1);
      assertThat(receipt.get("frame").asText()).startsWith(session).isNotEqualTo(first);
      ProducerRecord<CameraId, byte[]> sent = frames().get(1);
      assertThat(sent.key()).isEqualTo(new CameraId("phone"));
      assertThat(sent.value()).isEqualTo(picture);
      FrameHeaders headers = FrameHeaders.of(sent.headers());
      assertThat(headers.id()).hasToString(receipt.get("frame").asText());
      assertThat(headers.claimedAt()).isEqualTo(NOW.plusMillis(100));
    }
  }

  @ParameterizedTest
  @CsvSource({"phone, false", "phone?pictures=off, false", "phone?pictures=on, true"})
  void shouldTellItsStateAndShowItsPictureOnlyWhereAllowed(String camera, boolean pictures)
      throws InterruptedException {
    PageCamera phone = PageCamera.connect(dashboard, camera);
    phone.send(picture).receipt();

    phone.stop();

    await().until(() -> statuses().size() == 3);
    assertThat(statuses())
        .extracting(CameraStatus::state)
        .containsExactly(State.CONNECTING, State.RUNNING, State.ENDED);
    assertThat(statuses())
        .allSatisfy(
            status -> {
              assertThat(status.camera()).isEqualTo(new CameraId("phone"));
              assertThat(status.source()).isEqualTo("browser");
              assertThat(status.pictures()).isEqualTo(pictures);
            });
  }

  @Test
  void shouldCallACameraInterruptedWhoseConnectionIsLost() throws InterruptedException {
    PageCamera phone = PageCamera.connect(dashboard, "phone");
    phone.send(picture).receipt();

    phone.vanish();

    await().until(() -> last().state() == State.INTERRUPTED);
    assertThat(last().reason()).contains("lost");
  }

  @Test
  void shouldLetOnlyOnePageHaveAName() throws InterruptedException {
    try (PageCamera first = PageCamera.connect(dashboard, "phone");
        PageCamera second = PageCamera.connect(dashboard, "phone")) {
      assertThat(second.awaitClosing())
          .isEqualTo(new Closing(4409, "camera 'phone' is on air already"));

      // and the first goes on, and makes room when it stops
      assertThat(first.send(picture).receipt().get("taken").asBoolean()).isTrue();
      first.stop();
      await().until(() -> last().state() == State.ENDED);
      try (PageCamera third = PageCamera.connect(dashboard, "phone")) {
        assertThat(third.send(picture).receipt().get("taken").asBoolean()).isTrue();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "webcam:0, RUNNING, 14, 4409",
    "webcam:0, INTERRUPTED, 14, 4409",
    "webcam:0, RUNNING, 16, 0",
    "webcam:0, ENDED, 1, 0",
    "browser, RUNNING, 1, 4409",
    "browser, INTERRUPTED, 1, 0"
  })
  void shouldLeaveANameToAProducerThatHasIt(String source, State state, int secondsAgo, int code)
      throws InterruptedException {
    // given
    dashboard.view.onStatus(
        new CameraStatus(HALL, source, state, "", false, NOW.minusSeconds(secondsAgo)));

    // when
    try (PageCamera page = PageCamera.connect(dashboard, "hall")) {
      // then
      if (code == 0) {
        assertThat(page.send(picture).receipt().get("taken").asBoolean()).isTrue();
      } else {
        assertThat(page.awaitClosing().code()).isEqualTo(code);
      }
    }
  }

  @Test
  void shouldRefuseMorePagesThanItsLimit() {
    var pages = new ArrayList<PageCamera>();
    for (int number = 0; number < BrowserCameras.MOST; number++) {
      pages.add(PageCamera.connect(dashboard, "phone-" + number));
    }

    try (PageCamera onemore = PageCamera.connect(dashboard, "phone")) {
      assertThat(onemore.awaitClosing().code()).isEqualTo(4503);
    }
    pages.forEach(PageCamera::close);
  }

  @ParameterizedTest
  @CsvSource({
    "ph%20one, a camera's name is",
    "phone?pictures=yes, pictures is on or off",
    "phone?picture=on, unknown parameter 'picture'"
  })
  void shouldRefuseWhatItCannotFollow(String camera, String reason) {
    try (PageCamera page = PageCamera.connect(dashboard, camera)) {
      assertThat(page.awaitClosing().code()).isEqualTo(4400);
      assertThat(page.awaitClosing().reason()).contains(reason);
    }
    assertThat(dashboard.sent.history()).isEmpty();
  }

  @Test
  void shouldRefuseWhatIsNoPicture() {
    try (PageCamera page = PageCamera.connect(dashboard, "phone")) {
      page.send("GIF89a".getBytes(US_ASCII));

      assertThat(page.awaitClosing())
          .isEqualTo(new Closing(1003, "not a camera's JPEG: 6 bytes that are no JPEG"));
    }
    assertThat(frames()).isEmpty();
    await().until(() -> last().state() == State.ENDED);
  }

  @Test
  void shouldRefuseText() {
    try (PageCamera page = PageCamera.connect(dashboard, "phone")) {
      page.sendText("cheese");

      assertThat(page.awaitClosing().code()).isEqualTo(1003);
    }
  }

  @Test
  void shouldRefuseAPictureOfTooManyPixels() {
    try (PageCamera page = PageCamera.connect(dashboard, "phone")) {
      page.send(picture(BrowserCamera.LONGEST_SIDE + 1, 8));

      assertThat(page.awaitClosing().reason()).contains("2049 x 8 pixels");
    }
  }

  @Test
  void shouldRefuseAMessageOfTooManyBytes() {
    try (PageCamera page = PageCamera.connect(dashboard, "phone")) {
      page.send(new byte[BrowserCameraRoute.LARGEST_FRAME + 1]);

      assertThat(page.awaitClosing().code()).isEqualTo(1009);
    }
    assertThat(frames()).isEmpty();
    await().until(() -> last().state() == State.ENDED);
    assertThat(last().reason()).contains("larger than 1048576 bytes");
  }

  @Test
  void shouldNotTakeMoreFramesASecondThanItsLimit() throws InterruptedException {
    try (PageCamera page = PageCamera.connect(dashboard, "phone")) {
      for (int number = 0; number < 200; number++) {
        page.send(picture);
      }

      int refused = 0;
      for (int number = 0; number < 200; number++) {
        JsonNode receipt = page.receipt();
        refused += receipt.get("taken").asBoolean() ? 0 : 1;
      }
      assertThat(refused).isPositive();
      assertThat(frames()).hasSize(200 - refused);
    }
  }

  @Test
  void shouldTellThatKafkaRefuses() throws IOException {
    // given
    var refusing =
        new MockProducer<>(
            false, null, Topics.FRAMES.key().serializer(), new ByteArraySerializer());
    var outlet = new FrameOutlet(refusing, dashboard.metrics);
    var camera = new BrowserCamera(HALL, false, outlet, dashboard.clock);
    var receipts = new ArrayList<BrowserCamera.Receipt>();

    // when
    camera.send(picture, receipts::add);
    refusing.errorNext(new TopicAuthorizationException(Topics.FRAMES.name()));

    // then
    assertThat(receipts).hasSize(1);
    assertThat(receipts.get(0).taken()).isFalse();
    assertThat(receipts.get(0).reason()).contains("Kafka denies access");
  }

  @Test
  void shouldEndItsCamerasWithItself() throws InterruptedException {
    PageCamera page = PageCamera.connect(dashboard, "phone");
    page.send(picture).receipt();

    dashboard.close();

    assertThat(page.awaitClosing()).isEqualTo(new PageCamera.Closing(1001, "moodstream has ended"));
    assertThat(last().state()).isEqualTo(State.ENDED);
    assertThat(last().reason()).isEqualTo("moodstream has ended");
  }

  @Test
  void shouldTellAnOrdinaryCallToUpgrade() {
    var answer = dashboard.get("/api/v1/cameras/phone/frames");

    assertThat(answer.statusCode()).isEqualTo(426);
    assertThat(answer.headers().firstValue("Upgrade")).contains("websocket");
  }

  private List<ProducerRecord<CameraId, byte[]>> frames() {
    return sent(Topics.FRAMES.name());
  }

  private List<CameraStatus> statuses() {
    return sent(Topics.CAMERAS.name()).stream()
        .map(record -> Topics.CAMERAS.value().deserializer().deserialize("", record.value()))
        .toList();
  }

  private CameraStatus last() {
    return statuses().get(statuses().size() - 1);
  }

  private List<ProducerRecord<CameraId, byte[]>> sent(String topic) {
    return dashboard.sent.history().stream()
        .filter(record -> record.topic().equals(topic))
        .toList();
  }
}
