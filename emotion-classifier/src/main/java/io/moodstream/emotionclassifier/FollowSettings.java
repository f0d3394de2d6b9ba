package io.moodstream.emotionclassifier;

import io.moodstream.emotionclassifier.serving.CanaryRule;
import java.time.Duration;

/**
 * How a classifier follows the published models.
 *
 * @param shadowShare of the frames that the challenger predicts too, 0 to 1
 * @param probation how long a new champion can be rolled back without being asked, and longer where
 *     few faces are seen
 * @param slowFactor it is when a face takes it longer than this times the old champion's time
 * @param canary when a canary is promoted or ended
 */
public record FollowSettings(
    double shadowShare, Duration probation, double slowFactor, CanaryRule canary) {
  public FollowSettings {
    if (!(shadowShare >= 0 && shadowShare <= 1)) {
      throw new IllegalArgumentException("shadow share: 0 to 1, not " + shadowShare);
    }
    if (probation.isNegative()) {
      throw new IllegalArgumentException("probation: not negative, not " + probation);
    }
    if (!(slowFactor > 1)) {
      throw new IllegalArgumentException("slow factor: above 1, not " + slowFactor);
    }
  }

  /** With the defaults of a canary. */
  public FollowSettings(double shadowShare, Duration probation, double slowFactor) {
    this(shadowShare, probation, slowFactor, CanaryRule.defaults());
  }

  /** A fifth of the frames, two minutes, three times. */
  public static FollowSettings defaults() {
    return new FollowSettings(0.2, Duration.ofMinutes(2), 3);
  }
}
