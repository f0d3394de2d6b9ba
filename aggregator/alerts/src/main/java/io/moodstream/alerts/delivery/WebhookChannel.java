package io.moodstream.alerts.delivery;

import io.moodstream.pipeline.alerts.Alert;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Posts CloudEvents. A redirect is not followed: the signed event goes to the address of the
 * settings and to no other.
 */
final class WebhookChannel implements AlertChannel {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);

  private final ChannelSettings.Webhook settings;
  private final Optional<WebhookSignature> signature;
  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(CONNECT_LIMIT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  WebhookChannel(ChannelSettings.Webhook settings) {
    this.settings = settings;
    this.signature = settings.secret().map(WebhookSignature::new);
  }

  @Override
  public void send(Alert alert) throws DeliveryFailed, InterruptedException {
    int status = post(request(alert));
    if (status >= 200 && status < 300) {
      return;
    }
    String answer = "%s answers %d".formatted(settings.url().getHost(), status);
    if (status >= 300 && status < 400) {
      throw DeliveryFailed.forGood(answer + ": redirects are not followed, name the final address");
    }
    boolean busy = status == 408 || status == 425 || status == 429 || status >= 500;
    throw busy ? DeliveryFailed.forNow(answer) : DeliveryFailed.forGood(answer);
  }

  private int post(HttpRequest request) throws DeliveryFailed, InterruptedException {
    try {
      // The answer's body is of no use, and may be endless.
      return client.send(request, BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      throw DeliveryFailed.forNow(
          "no answer from %s: %s".formatted(settings.url().getHost(), e), e);
    }
  }

  private HttpRequest request(Alert alert) {
    byte[] event = AlertEvent.of(alert);
    String id = AlertEvent.id(alert);
    Instant now = Instant.now();
    var request =
        HttpRequest.newBuilder(settings.url())
            .timeout(ANSWER_LIMIT)
            .header("Content-Type", AlertEvent.CONTENT_TYPE)
            .header("User-Agent", "moodstream")
            .header("webhook-id", id)
            .header("webhook-timestamp", Long.toString(now.getEpochSecond()))
            .POST(BodyPublishers.ofByteArray(event));
    signature.ifPresent(it -> request.header("webhook-signature", it.sign(id, now, event)));
    return request.build();
  }

  @Override
  public void close() {
    // The client ends with its last reference.
  }
}
