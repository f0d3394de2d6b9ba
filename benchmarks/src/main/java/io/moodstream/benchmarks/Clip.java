package io.moodstream.benchmarks;

import io.moodstream.cameraproducer.picture.JpegEncoder;
import io.moodstream.cameraproducer.scene.DrawnScene;
import io.moodstream.cameraproducer.source.VideoReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The pictures of a video or of a drawn scene, as a camera sends them. */
public record Clip(String name, List<Picture> pictures) {
  /**
   * A picture.
   *
   * @param at from the first picture on
   */
  public record Picture(Duration at, byte[] jpeg) {}

  public Clip {
    pictures = List.copyOf(pictures);
  }

  public static Clip of(Path file) throws IOException {
    var pictures = new ArrayList<Picture>();
    try (VideoReader reader = VideoReader.ofFile(file, JpegEncoder.LONGEST_SIDE)) {
      while (reader.grab()) {
        pictures.add(new Picture(reader.timeStamp(), reader.jpeg().bytes()));
      }
    }
    return new Clip(String.valueOf(Optional.ofNullable(file.getFileName()).orElse(file)), pictures);
  }

  /**
   * @param step from one picture to the next
   */
  public static Clip of(String name, DrawnScene scene, Duration length, Duration step) {
    var pictures = new ArrayList<Picture>();
    for (Duration at = Duration.ZERO; at.compareTo(length) < 0; at = at.plus(step)) {
      pictures.add(new Picture(at, JpegEncoder.encode(scene.draw(at)).bytes()));
    }
    return new Clip(name, pictures);
  }

  /** From the first picture to the last. */
  public Duration length() {
    return pictures.get(pictures.size() - 1).at();
  }
}
