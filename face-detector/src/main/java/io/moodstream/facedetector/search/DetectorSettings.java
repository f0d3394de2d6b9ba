package io.moodstream.facedetector.search;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How faces are found and followed.
 *
 * @param detector what looks for faces
 * @param smallestFace faces whose box is smaller are not looked for, pixels of the frame; half of
 *     it takes four times the work; empty for {@link #smallestFaceIn the frame's own}
 * @param searchInterval within this time everything that changes in a picture is searched, as far
 *     as the budget allows
 * @param searchBudget share of one processor that the search for newcomers may take for each
 *     camera; following known faces comes on top of it
 * @param freshness a frame older than this, counted from the broker's append time, is skipped
 * @param trackOverlap two boxes with at least this intersection over union are the same face, above
 *     0 and at most 1
 * @param trackLife a face that has not been seen for longer is another one when it comes back; must
 *     exceed the time between two frames of the slowest camera
 * @param threads stream threads, each with a detector of its own; more than the frames topic has
 *     partitions stay idle
 */
public record DetectorSettings(
    Detector detector,
    OptionalInt smallestFace,
    Duration searchInterval,
    double searchBudget,
    Duration freshness,
    double trackOverlap,
    Duration trackLife,
    int threads) {

  private static final int SMALLEST_FACE = 40;
  private static final int SMALLEST_FACE_OF_NARROW = 20;
  private static final int NARROW = 640;

  /** What looks for faces in a picture. */
  public sealed interface Detector {}

  /**
   * A Haar cascade.
   *
   * @param cascade an OpenCV cascade file; empty for the one that ships, frontalface_alt2
   * @param scaleFactor from one size of face to the next, above 1; nearer to 1 finds more and takes
   *     longer
   * @param minNeighbors neighbouring finds that make a face, at least 0; more means fewer false
   *     ones
   */
  public record Haar(Optional<Path> cascade, double scaleFactor, int minNeighbors)
      implements Detector {
    public static final Haar DEFAULT = new Haar(Optional.empty(), 1.1, 5);

    public Haar {
      require(scaleFactor > 1 && scaleFactor <= 2, "scaleFactor", "above 1, up to 2", scaleFactor);
      require(minNeighbors >= 0, "minNeighbors", "at least 0", minNeighbors);
    }
  }

  /**
   * The YuNet network, for users who bring its file.
   *
   * @param model an ONNX file, {@code face_detection_yunet_2023mar.onnx}
   * @param score the least confidence that makes a face, 0 to 1
   */
  public record YuNet(Path model, double score) implements Detector {
    public static final double DEFAULT_SCORE = 0.8;

    public YuNet {
      require(score >= 0 && score <= 1, "score", "0 to 1", score);
    }

    public static YuNet of(Path model) {
      return new YuNet(model, DEFAULT_SCORE);
    }
  }

  public DetectorSettings {
    smallestFace.ifPresent(
        pixels -> require(pixels >= 20 && pixels <= 2000, "smallestFace", "20 to 2000", pixels));
    require(positive(searchInterval), "searchInterval", "above 0", searchInterval);
    require(
        searchBudget > 0 && searchBudget <= 1, "searchBudget", "above 0, up to 1", searchBudget);
    require(positive(freshness), "freshness", "above 0", freshness);
    require(
        trackOverlap > 0 && trackOverlap <= 1, "trackOverlap", "above 0, up to 1", trackOverlap);
    require(positive(trackLife), "trackLife", "above 0", trackLife);
    require(threads >= 1, "threads", "at least 1", threads);
  }

  /** The Haar cascade, half of the processors. */
  public static DetectorSettings defaults() {
    return new DetectorSettings(
        Haar.DEFAULT,
        OptionalInt.empty(),
        Duration.ofSeconds(1),
        0.27,
        Duration.ofSeconds(2),
        0.3,
        Duration.ofMillis(1500),
        Math.max(1, Math.min(8, Runtime.getRuntime().availableProcessors() / 2)));
  }

  /**
   * The smallest face that is looked for, pixels: where none was set, 40, and 20 in narrow frames,
   * which cost little and show people small.
   *
   * @param width of the frame, pixels
   */
  public int smallestFaceIn(int width) {
    return smallestFace.orElse(width < NARROW ? SMALLEST_FACE_OF_NARROW : SMALLEST_FACE);
  }

  public DetectorSettings withDetector(Detector other) {
    return new DetectorSettings(
        other,
        smallestFace,
        searchInterval,
        searchBudget,
        freshness,
        trackOverlap,
        trackLife,
        threads);
  }

  public DetectorSettings withSmallestFace(int other) {
    return new DetectorSettings(
        detector,
        OptionalInt.of(other),
        searchInterval,
        searchBudget,
        freshness,
        trackOverlap,
        trackLife,
        threads);
  }

  public DetectorSettings withFreshness(Duration other) {
    return new DetectorSettings(
        detector,
        smallestFace,
        searchInterval,
        searchBudget,
        other,
        trackOverlap,
        trackLife,
        threads);
  }

  public DetectorSettings withThreads(int other) {
    return new DetectorSettings(
        detector,
        smallestFace,
        searchInterval,
        searchBudget,
        freshness,
        trackOverlap,
        trackLife,
        other);
  }

  private static boolean positive(Duration duration) {
    return !duration.isZero() && !duration.isNegative();
  }

  private static void require(boolean valid, String key, String expected, Object value) {
    if (!valid) {
      throw new IllegalArgumentException(
          "detector setting %s: %s expected, not %s".formatted(key, expected, value));
    }
  }
}
