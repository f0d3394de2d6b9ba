package io.moodstream.dashboard;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * A camera as the API tells it.
 *
 * @param state live, stale or lost
 * @param framesPerSecond analysed frames, over the last 5 s
 * @param facesPerFrame mean over the last 5 s
 * @param lastFrameAt RFC 3339; null before the first frame
 * @param delayMillis median from capture to here over the last 5 s; null without frames
 * @param skippedFrames since the dashboard's start
 * @param reason why the camera is interrupted or ended; empty otherwise
 */
record CameraView(
    String id,
    String state,
    double framesPerSecond,
    double facesPerFrame,
    @Nullable String lastFrameAt,
    @Nullable Long delayMillis,
    long skippedFrames,
    String source,
    String reason,
    boolean pictures) {

  static double rounded(double value, int decimals) {
    return BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP).doubleValue();
  }
}
