package io.moodstream.benchmarks;

import io.moodstream.facedetector.FaceFinder;
import io.moodstream.facedetector.FollowedFace;
import io.moodstream.facedetector.FollowedFaces;
import io.moodstream.facedetector.search.DetectorSettings;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.frames.DetectedFace;
import io.moodstream.pipeline.frames.DetectedFaces;
import io.moodstream.pipeline.frames.FaceExpression;
import io.moodstream.pipeline.frames.FrameExpressions;
import io.moodstream.pipeline.frames.FrameId;
import io.moodstream.pipeline.frames.FrameInfo;
import io.moodstream.pipeline.frames.Outcome;
import io.moodstream.pipeline.frames.Pixels;
import io.moodstream.pipeline.frames.Probabilities;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.IntStream;

/** What detector and classifier record of a camera's frames, without Kafka. */
final class FrameAnalysis implements AutoCloseable {
  private static final CameraId CAMERA = new CameraId("clip");
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final FaceFinder finder;
  private final Function<List<Pixels>, List<Probabilities>> model;

  /**
   * @param model predicts one face after the other
   */
  FrameAnalysis(DetectorSettings settings, Function<List<Pixels>, List<Probabilities>> model) {
    this.finder = FaceFinder.open(settings, new AtomicLong()::incrementAndGet);
    this.model = model;
  }

  /** A model that finds every face neutral: for those who only count. */
  static List<Probabilities> neutral(List<Pixels> faces) {
    var neutral = new Probabilities(new float[] {0, 0, 0, 0, 1, 0, 0});
    return faces.stream().map(face -> neutral).toList();
  }

  FrameExpressions analyse(Clip.Picture picture) {
    Instant at = START.plus(picture.at());
    FollowedFaces found = finder.findInFrame(CAMERA, at, Duration.ZERO, picture.jpeg());
    var id = new FrameId("clip", picture.at().toMillis());
    var info = new FrameInfo(CAMERA, id, at, at, found.width(), found.height(), Outcome.ANALYSED);
    var detected =
        new DetectedFaces(info, found.faces().stream().map(FollowedFace::toDetectedFace).toList());
    List<DetectedFace> suitable = detected.suitable().faces();
    List<Probabilities> predicted =
        model.apply(suitable.stream().map(DetectedFace::pixels).toList());
    List<FaceExpression> faces =
        IntStream.range(0, suitable.size())
            .mapToObj(i -> expression(suitable.get(i), predicted.get(i)))
            .toList();
    return new FrameExpressions(info, 1, faces, detected.unanalysed());
  }

  private static FaceExpression expression(DetectedFace face, Probabilities predicted) {
    return new FaceExpression(face.track(), face.box(), face.quality(), face.roll(), predicted);
  }

  @Override
  public void close() {
    finder.close();
  }
}
