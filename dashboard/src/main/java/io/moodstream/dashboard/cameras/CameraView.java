package io.moodstream.dashboard.cameras;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * A camera in the API.
 *
 * @param state a {@link CameraState}
 * @param coverage analysed frames over all frames of the last 5 s; null without any
 * @param framesPerSecond analysed frames, over the last 5 s
 * @param facesPerFrame mean over the analysed frames of the last 5 s; null without any, and where a
 *     minimum group size applies
 * @param lastFrameAt RFC 3339; null before the first frame
 * @param reportedAt when its producer last reported, RFC 3339; null before the first report
 * @param delayMillis median from capture to here over the last 5 s; null without frames
 * @param skippedFrames since the dashboard's start
 * @param reason why the camera is interrupted, frozen, ended or overloaded; empty otherwise
 */
public record CameraView(
    String id,
    String state,
    @Nullable Double coverage,
    double framesPerSecond,
    @Nullable Double facesPerFrame,
    @Nullable String lastFrameAt,
    @Nullable String reportedAt,
    @Nullable Long delayMillis,
    long skippedFrames,
    String source,
    String reason,
    boolean pictures,
    @JsonUnwrapped ConfigView config) {

  public static double rounded(double value, int decimals) {
    return BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP).doubleValue();
  }
}
