package io.moodstream.alerts.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.moodstream.pipeline.alerts.Alert;
import io.moodstream.pipeline.frames.CameraId;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookChannelTest {
  static final Alert ALERT =
      new Alert(
          "sad-hall-1",
          Alert.Kind.STARTED,
          "sad",
          "Many sad faces",
          new CameraId("hall"),
          "sad above 0.4 for 1m",
          Optional.of(0.52),
          Instant.parse("2026-11-30T12:00:00Z"),
          Instant.parse("2026-11-30T12:01:00Z"));

  @Test
  void shouldPostACloudEvent() throws Exception {
    try (Receiver receiver = Receiver.answering()) {
      send(receiver.url(), Optional.empty());

      Receiver.Request request = receiver.requests().get(0);
      assertThat(request.path()).isEqualTo("/hook");
      assertThat(request.headers())
          .containsEntry("content-type", "application/cloudevents+json; charset=utf-8")
          .containsEntry("webhook-id", "sad-hall-1-started")
          .doesNotContainKey("webhook-signature");
      assertThat(json(request.body()).toString())
          .isEqualTo(
              ("{'specversion':'1.0','id':'sad-hall-1-started','source':'/alerts/rules/sad',"
                      + "'type':'io.moodstream.alert.started','subject':'hall',"
                      + "'time':'2026-11-30T12:01:00Z','datacontenttype':'application/json',"
                      + "'data':{'alert':'sad-hall-1','state':'started','rule':'sad',"
                      + "'name':'Many sad faces','camera':'hall',"
                      + "'condition':'sad above 0.4 for 1m','since':'2026-11-30T12:00:00Z',"
                      + "'at':'2026-11-30T12:01:00Z',"
                      + "'text':'hall: Many sad faces (sad above 0.4 for 1m, now 0.52)',"
                      + "'value':0.52}}")
                  .replace('\'', '"'));
    }
  }

  @Test
  void shouldSignWhatItPosts() throws Exception {
    try (Receiver receiver = Receiver.answering()) {
      send(receiver.url(), Optional.of("geheim"));

      Receiver.Request request = receiver.requests().get(0);
      Instant at =
          Instant.ofEpochSecond(Long.parseLong(request.headers().get("webhook-timestamp")));
      assertThat(request.headers().get("webhook-signature"))
          .isEqualTo(new WebhookSignature("geheim").sign("sad-hall-1-started", at, request.body()));
    }
  }

  /** The example of the specification, standardwebhooks.com. */
  @Test
  void shouldSignAsStandardWebhooksDo() {
    var signature = new WebhookSignature("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

    assertThat(
            signature.sign(
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                Instant.ofEpochSecond(1_614_265_330),
                "{\"test\": 2432232314}".getBytes(UTF_8)))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    assertThat(Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")).hasSize(24);
  }

  @ParameterizedTest
  @CsvSource({
    "302, false",
    "307, false",
    "400, false",
    "404, false",
    "410, false",
    "408, true",
    "429, true",
    "500, true",
    "503, true"
  })
  void shouldKnowWhetherAnotherAttemptMayHelp(int status, boolean mayCome) {
    try (Receiver receiver = Receiver.answering(status)) {
      assertThatThrownBy(() -> send(receiver.url(), Optional.empty()))
          .isInstanceOfSatisfying(
              DeliveryFailed.class,
              failure -> {
                assertThat(failure.mayCome()).isEqualTo(mayCome);
                assertThat(failure).hasMessageContaining("127.0.0.1 answers " + status);
              });
      // A redirect is not followed.
      assertThat(receiver.requests()).hasSize(1);
    }
  }

  @Test
  void shouldTryAgainWhereNoOneAnswers() {
    Receiver gone = Receiver.answering();
    gone.close();

    assertThatThrownBy(() -> send(gone.url(), Optional.empty()))
        .isInstanceOfSatisfying(
            DeliveryFailed.class, failure -> assertThat(failure.mayCome()).isTrue());
  }

  private static void send(URI url, Optional<String> secret) throws Exception {
    try (AlertChannel channel = new ChannelSettings.Webhook("shop", Set.of(), url, secret).open()) {
      channel.send(ALERT);
    }
  }

  private static JsonNode json(byte[] body) throws IOException {
    return new JsonMapper().readTree(body);
  }
}
