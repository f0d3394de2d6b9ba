package io.moodstream.alerts.delivery;

import io.moodstream.pipeline.frames.CameraId;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/** Where alerts are sent. */
public sealed interface ChannelSettings {
  /** Also the end of its consumer group's name. */
  String name();

  /** Ids of the rules whose alerts it takes; empty for all. */
  Set<String> rules();

  /** Opens no connection before the first alert. */
  AlertChannel open();

  /**
   * A POST for each alert.
   *
   * @param secret signs the requests
   */
  record Webhook(String name, Set<String> rules, URI url, Optional<String> secret)
      implements ChannelSettings {
    public Webhook {
      rules = Set.copyOf(rules);
      requireName(name);
      boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      if (!web || url.getHost() == null || url.getUserInfo() != null) {
        throw new IllegalArgumentException(
            "webhook: an address such as https://example.org/alerts, not '%s'".formatted(url));
      }
    }

    @Override
    public AlertChannel open() {
      return new WebhookChannel(this);
    }

    /** Without the secret. */
    @Override
    public String toString() {
      return "webhook %s at %s".formatted(name, url.getHost());
    }
  }

  private static void requireName(String name) {
    if (!CameraId.isValid(name)) {
      throw new IllegalArgumentException(
          "name: 1 to 64 of the characters A-Z a-z 0-9 . _ -, not '%s'".formatted(name));
    }
  }
}
