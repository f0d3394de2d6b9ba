package io.moodstream.benchmarks.load;

import io.moodstream.facedetector.FaceFinder;
import io.moodstream.facedetector.FollowedFace;
import io.moodstream.facedetector.FollowedFaces;
import io.moodstream.facedetector.search.DetectorSettings;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.frames.DetectedFace;
import io.moodstream.pipeline.frames.Pixels;
import io.moodstream.pipeline.frames.Probabilities;
import io.moodstream.pipeline.frames.Suitability;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** Detector and classifier as the stages call them, without Kafka. */
final class BareAnalyser implements PictureLoop.Analyser {
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final FaceFinder finder =
      FaceFinder.open(DetectorSettings.defaults(), new AtomicLong()::incrementAndGet);
  private final Footage footage;
  private final double rate;
  private final Function<List<Pixels>, List<Probabilities>> model;

  /**
   * @param rate at which the cameras send, frames/s: the search of a frame has a budget that grows
   *     with the time since the one before
   */
  BareAnalyser(Footage footage, double rate, Function<List<Pixels>, List<Probabilities>> model) {
    this.footage = footage;
    this.rate = rate;
    this.model = model;
  }

  @Override
  public int analyse(int camera, long sequence) {
    FollowedFaces found = find(camera, sequence);
    List<Pixels> suitable = suitable(found).stream().map(DetectedFace::pixels).toList();
    return suitable.isEmpty() ? 0 : model.apply(suitable).size();
  }

  FollowedFaces find(int camera, long sequence) {
    return finder.findInFrame(
        new CameraId("camera-" + camera),
        at(sequence),
        Duration.ZERO,
        footage.picture(camera, sequence));
  }

  Instant at(long sequence) {
    return START.plusNanos(Math.round(sequence * 1e9 / rate));
  }

  static List<DetectedFace> suitable(FollowedFaces found) {
    return found.faces().stream()
        .map(FollowedFace::toDetectedFace)
        .filter(face -> face.suitability() == Suitability.SUITABLE)
        .toList();
  }

  @Override
  public void close() {
    finder.close();
  }
}
