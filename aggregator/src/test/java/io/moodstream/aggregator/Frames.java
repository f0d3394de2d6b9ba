package io.moodstream.aggregator;

import io.moodstream.pipeline.frames.Box;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.frames.FaceExpression;
import io.moodstream.pipeline.frames.FrameExpressions;
import io.moodstream.pipeline.frames.FrameId;
import io.moodstream.pipeline.frames.FrameInfo;
import io.moodstream.pipeline.frames.Outcome;
import io.moodstream.pipeline.frames.Probabilities;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Answers of a classifier, for tests. */
final class Frames {
  static final CameraId HALL = new CameraId("hall");
  static final CameraId DOOR = new CameraId("door");
  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  /** Probabilities in model order. */
  static final double[] HAPPY = {0.02, 0.01, 0.03, 0.8, 0.1, 0.03, 0.01};

  static final double[] SAD = {0.1, 0.0, 0.1, 0.04, 0.16, 0.6, 0.0};

  private static final AtomicLong sequence = new AtomicLong();

  private Frames() {}

  static FrameExpressions frame(CameraId camera, Instant at, int model, FaceExpression... faces) {
    return new FrameExpressions(info(camera, at, Outcome.ANALYSED), model, List.of(faces));
  }

  static FrameExpressions skipped(CameraId camera, Instant at) {
    return FrameExpressions.skipped(info(camera, at, Outcome.SKIPPED));
  }

  static FaceExpression face(long track, Probabilities probabilities) {
    // So that faces that differ differ in their brightness too.
    float brightness = probabilities.values()[0];
    return new FaceExpression(
        track, new Box(10, 20, 60, 80), 1, 0, probabilities, Optional.of(brightness));
  }

  /** Seven values in model order. */
  static FaceExpression face(long track, double... probabilities) {
    float[] values = new float[probabilities.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) probabilities[i];
    }
    return face(track, new Probabilities(values));
  }

  private static FrameInfo info(CameraId camera, Instant at, Outcome outcome) {
    var id = new FrameId("test", sequence.getAndIncrement());
    int width = outcome == Outcome.SKIPPED ? 0 : 640;
    int height = outcome == Outcome.SKIPPED ? 0 : 480;
    return new FrameInfo(camera, id, at, at, width, height, outcome);
  }
}
