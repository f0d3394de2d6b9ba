package io.moodstream.pipeline.drift;

import io.moodstream.pipeline.frames.Box;
import io.moodstream.pipeline.frames.Expression;
import io.moodstream.pipeline.frames.FaceExpression;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * What is compared with the reference: the histogram of a property of faces. The bins are part of
 * what is stored; another number of bins makes stored histograms unreadable.
 */
@SuppressWarnings("ImmutableEnumChecker") // The lists are unmodifiable.
public enum DriftFeature {
  /** The predicted expression, in model order. */
  EXPRESSION("expression", Expression.labels()),
  /** Mean gray value of the face, in tenths from black to white. */
  BRIGHTNESS("brightness", tenths()),
  /**
   * Geometric mean of width and height, pixels; each bin is 1.4 times as wide as the one before.
   */
  SIZE(
      "size",
      List.of(
          "< 28", "28–40", "40–57", "57–80", "80–113", "113–160", "160–226", "226–320", "320–453",
          "≥ 453")),
  /** In tenths. */
  QUALITY("quality", tenths());

  /** Of all features together. */
  public static final int ALL_BINS = Arrays.stream(values()).mapToInt(it -> it.bins.size()).sum();

  private static final double[] SIZES = {28, 40, 57, 80, 113, 160, 226, 320, 453};

  private final String label;
  private final List<String> bins;

  DriftFeature(String label, List<String> bins) {
    this.label = label;
    this.bins = bins;
  }

  /** As in the API. */
  public String label() {
    return label;
  }

  /** What each bin holds, for people. */
  public List<String> bins() {
    return bins;
  }

  /** The place of its first bin among those of all features. */
  public int offset() {
    return Arrays.stream(values()).takeWhile(it -> it != this).mapToInt(it -> it.bins.size()).sum();
  }

  /** The bin of a face, from 0; empty where the face's record lacks the property. */
  public OptionalInt bin(FaceExpression face) {
    return switch (this) {
      case EXPRESSION -> OptionalInt.of(face.probabilities().top().index());
      case BRIGHTNESS ->
          face.brightness().map(it -> OptionalInt.of(tenth(it))).orElseGet(OptionalInt::empty);
      case SIZE -> OptionalInt.of(sizeBin(face.box()));
      case QUALITY -> OptionalInt.of(tenth(face.quality()));
    };
  }

  /**
   * @throws IllegalArgumentException if there is none
   */
  public static DriftFeature ofLabel(String label) {
    return Arrays.stream(values())
        .filter(feature -> feature.label.equals(label))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("unknown feature '%s'".formatted(label)));
  }

  private static int tenth(float share) {
    return Math.max(0, Math.min(9, (int) (share * 10)));
  }

  private static int sizeBin(Box box) {
    double side = Math.sqrt((double) box.width() * box.height());
    return (int) Arrays.stream(SIZES).filter(edge -> side >= edge).count();
  }

  private static List<String> tenths() {
    return IntStream.range(0, 10).mapToObj(i -> "%d–%d%%".formatted(10 * i, 10 * i + 10)).toList();
  }
}
