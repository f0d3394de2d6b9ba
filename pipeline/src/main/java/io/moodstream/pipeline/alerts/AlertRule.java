package io.moodstream.pipeline.alerts;

import io.moodstream.pipeline.Span;
import io.moodstream.pipeline.frames.CameraId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Raises an alert for each camera that meets its condition.
 *
 * @param id as a camera's: 1 to 64 of the characters {@code A-Z a-z 0-9 . _ -}
 * @param name for people, 1 to 120 characters, no control characters
 * @param lasting how long the condition must hold without a break, up to a day
 * @param coolDown the least time between two alerts of one camera, up to 7 days
 * @param cameras ids of cameras and of groups; empty for all cameras
 * @param hours when it applies; empty for always
 */
public record AlertRule(
    String id,
    String name,
    AlertCondition condition,
    Duration lasting,
    Duration coolDown,
    Set<CameraId> cameras,
    Optional<ActiveHours> hours,
    boolean enabled) {
  private static final Duration LONGEST = Duration.ofDays(1);
  private static final Duration LONGEST_COOL_DOWN = Duration.ofDays(7);
  private static final int LONGEST_NAME = 120;
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}]");

  public AlertRule {
    cameras = Set.copyOf(cameras);
    if (!CameraId.isValid(id)) {
      throw new IllegalArgumentException(
          "id: 1 to 64 of the characters A-Z a-z 0-9 . _ -, not '%s'".formatted(id));
    }
    if (name.isBlank() || name.length() > LONGEST_NAME) {
      throw new IllegalArgumentException("name: 1 to %d characters".formatted(LONGEST_NAME));
    }
    if (CONTROL.matcher(name).find()) {
      // It goes into mails' subjects, headers and logs.
      throw new IllegalArgumentException("name: it has a control character or a line break");
    }
    requireUpTo("for", lasting, LONGEST);
    requireUpTo("coolDown", coolDown, LONGEST_COOL_DOWN);
  }

  public boolean appliesAt(Instant time) {
    return enabled && hours.map(active -> active.include(time)).orElse(true);
  }

  /** {@code sad above 0.4 for 1m}. */
  public String text() {
    return lasting.isZero()
        ? condition.text()
        : "%s for %s".formatted(condition.text(), new Span(lasting));
  }

  private static void requireUpTo(String field, Duration span, Duration most) {
    if (span.isNegative() || span.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          "%s: 0s to %s, not %s".formatted(field, new Span(most), new Span(span)));
    }
  }
}
