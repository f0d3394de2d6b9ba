package io.moodstream.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.moodstream.pipeline.cameras.CameraStatus;
import io.moodstream.pipeline.frames.Box;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.frames.Expression;
import io.moodstream.pipeline.frames.FaceExpression;
import io.moodstream.pipeline.frames.FrameExpressions;
import io.moodstream.pipeline.frames.FrameId;
import io.moodstream.pipeline.frames.FrameInfo;
import io.moodstream.pipeline.frames.Jpeg;
import io.moodstream.pipeline.frames.Outcome;
import io.moodstream.pipeline.frames.Probabilities;
import io.moodstream.pipeline.models.ModelAssignment;
import io.moodstream.pipeline.models.ShadowComparison;
import io.moodstream.pipeline.summaries.Coverage;
import io.moodstream.pipeline.summaries.FaceStatistics;
import io.moodstream.pipeline.summaries.Step;
import io.moodstream.pipeline.summaries.Summary;
import io.moodstream.pipeline.summaries.SummaryKey;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/** Records as the pipeline makes them. */
public final class Samples {
  public static final CameraId HALL = new CameraId("hall");
  public static final CameraId DOOR = new CameraId("door");

  private Samples() {}

  public static CameraStatus status(CameraId camera, boolean pictures, Instant at) {
    return new CameraStatus(camera, "webcam:0", CameraStatus.State.RUNNING, "", pictures, at);
  }

  public static FrameId frameId(long sequence) {
    return new FrameId("s1", sequence);
  }

  public static FrameExpressions frame(
      CameraId camera, long sequence, Instant capturedAt, FaceExpression... faces) {
    var info =
        new FrameInfo(
            camera, frameId(sequence), capturedAt, capturedAt, 640, 480, Outcome.ANALYSED);
    return new FrameExpressions(info, 1, Arrays.asList(faces));
  }

  public static FrameExpressions skipped(CameraId camera, long sequence, Instant capturedAt) {
    return FrameExpressions.skipped(
        new FrameInfo(camera, frameId(sequence), capturedAt, capturedAt, 0, 0, Outcome.SKIPPED));
  }

  /** A face with {@code probability} for one expression and the rest spread evenly. */
  public static FaceExpression face(long track, Expression expression, float probability) {
    float[] values = new float[Expression.ALL.size()];
    Arrays.fill(values, (1 - probability) / (values.length - 1));
    values[expression.index()] = probability;
    return new FaceExpression(track, new Box(10, 20, 96, 97), 1, new Probabilities(values));
  }

  public static Summary summary(CameraId camera, Step step, Instant from, long faces) {
    List<Double> shares =
        faces == 0
            ? List.of()
            : DoubleStream.of(0.02, 0.01, 0.03, 0.6, 0.2, 0.04, 0.1).boxed().toList();
    var statistics =
        new FaceStatistics(
            100,
            faces + 20,
            faces,
            faces == 0 ? 0 : 2,
            faces == 0 ? 0 : 4,
            faces == 0 ? Optional.empty() : Optional.of(7.5),
            shares,
            faces / 4,
            List.of(1, 2));
    return Summary.of(new SummaryKey(camera, step, from), false, new Coverage(100, 25), statistics);
  }

  public static ModelAssignment named(int version, Instant since) {
    return new ModelAssignment(version, List.of(), since, "test", "to see");
  }

  /** A face that the two see so, with 0.7 each, after 4 and 6 ms. */
  public static ShadowComparison comparison(
      int champion, int challenger, Expression itSees, Expression theOtherSees) {
    return new ShadowComparison(
        HALL,
        frameId(1),
        RunningDashboard.NOW,
        champion,
        challenger,
        Duration.ofMillis(4),
        Duration.ofMillis(6),
        List.of(
            new ShadowComparison.Face(
                1,
                face(1, itSees, 0.7f).probabilities(),
                face(1, theOtherSees, 0.7f).probabilities())));
  }

  /** Not a picture, but it is never decoded here. */
  public static Jpeg jpeg(String content) {
    return new Jpeg(content.getBytes(UTF_8));
  }

  /** A JPEG of one colour. */
  public static byte[] picture(int width, int height) {
    var out = new ByteArrayOutputStream();
    try {
      ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR), "jpg", out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  public static List<Summary> windows(CameraId camera, Step step, Instant from, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> summary(camera, step, from.plus(step.length().multipliedBy(i)), 5))
        .toList();
  }
}
