package io.moodstream.benchmarks.load;

import io.moodstream.benchmarks.Clip;
import io.moodstream.cameraproducer.scene.DrawnScene;
import io.moodstream.cameraproducer.scene.HallScene;
import io.moodstream.cameraproducer.scene.SyntheticScene;
import io.moodstream.pipeline.cameras.Source;
import io.moodstream.pipeline.frames.JpegSize;
import java.awt.Dimension;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Encoded pictures for any number of cameras. A camera shows one view, forward and back again, so
 * that no picture follows one of another moment.
 *
 * @param name where the pictures come from
 * @param views pictures of one place each, in the order of time
 */
record Footage(String name, int width, int height, List<List<byte[]>> views) {
  /** Neighbouring cameras of one view are this many pictures apart. */
  private static final int OFFSET = 17;

  Footage {
    views = views.stream().map(List::copyOf).toList();
  }

  /**
   * Drawn people.
   *
   * @param scene {@code synthetic[:SEED][,size=WIDTHxHEIGHT][,people=N]}; the views have this seed
   *     and the following ones
   * @param rate pictures a second
   */
  static Footage drawn(String scene, int views, Duration length, double rate) throws IOException {
    if (!(Source.parse(scene) instanceof Source.Synthetic first)) {
      throw new IllegalArgumentException("'%s' is not synthetic:SEED".formatted(scene));
    }
    Duration step = Duration.ofNanos(Math.round(1e9 / rate));
    List<List<byte[]>> drawn = new ArrayList<>();
    for (int view = 0; view < views; view++) {
      var source = new Source.Synthetic(first.seed() + view, first.crowd());
      drawn.add(jpegs(Clip.of(scene, scene(source), length, step), length, rate));
    }
    return of(scene, drawn);
  }

  private static DrawnScene scene(Source.Synthetic source) {
    return source
        .crowd()
        .<DrawnScene>map(
            crowd -> new HallScene(source.seed(), crowd.width(), crowd.height(), crowd.people()))
        .orElseGet(() -> new SyntheticScene(source.seed()));
  }

  /**
   * A video.
   *
   * @param rate pictures a second: some of the video's are left out, or shown again
   */
  static Footage of(Path video, Duration length, double rate) throws IOException {
    Clip clip = Clip.of(video);
    return of(clip.name(), List.of(jpegs(clip, length, rate)));
  }

  private static List<byte[]> jpegs(Clip clip, Duration length, double rate) {
    List<byte[]> shown = new ArrayList<>();
    double end = Math.min(length.toNanos(), clip.length().toNanos());
    int next = 0;
    for (double at = 0; at <= end; at += 1e9 / rate) {
      while (next + 1 < clip.pictures().size()
          && clip.pictures().get(next + 1).at().toNanos() <= at) {
        next++;
      }
      shown.add(clip.pictures().get(next).jpeg());
    }
    return shown;
  }

  private static Footage of(String name, List<List<byte[]>> views) throws IOException {
    Dimension size = JpegSize.of(views.get(0).get(0));
    return new Footage(name, size.width, size.height, views);
  }

  /**
   * @param sequence of the camera's picture, from 0
   */
  byte[] picture(int camera, long sequence) {
    List<byte[]> view = views.get(camera % views.size());
    long start = (long) (camera / views.size()) * OFFSET;
    return view.get(forwardAndBack(start + sequence, view.size()));
  }

  static int forwardAndBack(long position, int size) {
    if (size == 1) {
      return 0;
    }
    int turn = (int) (position % (2L * (size - 1)));
    return turn < size ? turn : 2 * (size - 1) - turn;
  }

  /** Mean of all pictures, bytes. */
  double meanBytes() {
    return views.stream().flatMap(List::stream).mapToInt(jpeg -> jpeg.length).average().orElse(0);
  }
}
