package io.moodstream.pipeline.cameras;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where a camera's pictures come from. */
public sealed interface Source {
  /**
   * As the user writes it, without secrets: no user, no password, no query of an address. Stands in
   * the camera's status.
   */
  String text();

  /** As the user writes it, with its secrets: for Kafka and for files, never for a message. */
  default String secretText() {
    return text();
  }

  /**
   * @param index from 0, in the system's own count
   */
  record Webcam(int index) implements Source {
    @Override
    public String text() {
      return "webcam:" + index;
    }
  }

  /**
   * @param forever true when the film begins anew after its end
   */
  record VideoFile(Path file, boolean forever) implements Source {
    @Override
    public String text() {
      return (forever ? "loop:" : "") + file;
    }
  }

  /** The pictures of a folder in the order of their names, once. */
  record Folder(Path folder) implements Source {
    @Override
    public String text() {
      return "dir:" + folder;
    }
  }

  /** A network camera that speaks RTSP, or motion JPEG over HTTP. */
  record Network(StreamAddress address) implements Source {
    @Override
    public String text() {
      return address.toString();
    }

    @Override
    public String secretText() {
      return address.written();
    }
  }

  /**
   * People that the project draws itself; the same seed gives the same scene.
   *
   * @param crowd of people who walk through a hall; empty: two to four who sit before the camera
   */
  record Synthetic(long seed, Optional<Crowd> crowd) implements Source {
    public Synthetic(long seed) {
      this(seed, Optional.empty());
    }

    @Override
    public String text() {
      return "synthetic:" + seed + crowd.map(people -> "," + people).orElse("");
    }
  }

  /**
   * @param text {@code webcam:N}, {@code FILE}, {@code loop:FILE}, {@code dir:FOLDER}, {@code
   *     rtsp://…}, {@code http://…} or {@code synthetic[:SEED][,size=WIDTHxHEIGHT][,people=N]}
   * @throws IllegalArgumentException if it is none of these; the message is one line for the user
   */
  static Source parse(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException(
          "no source given; webcam:0, a file or synthetic would be one");
    }
    int colon = text.indexOf(':');
    String kind = colon < 0 ? text : text.substring(0, colon);
    if (kind.startsWith("synthetic,")) {
      return synthetic(text.substring("synthetic".length()));
    }
    String rest = colon < 0 ? "" : text.substring(colon + 1);
    if (rest.startsWith("//")) {
      return new Network(StreamAddress.parse(text));
    }
    return switch (kind) {
      case "webcam" -> new Webcam(webcamIndex(rest));
      case "loop" -> new VideoFile(path("loop:FILE", rest), true);
      case "dir" -> new Folder(path("dir:FOLDER", rest));
      case "synthetic" -> synthetic(rest);
      // Anything else is a file's name; on Windows it may hold a colon: C:\hall.mp4.
      default -> new VideoFile(path("FILE", text), false);
    };
  }

  private static int webcamIndex(String text) {
    if (!Pattern.matches("\\d{1,4}", text)) {
      throw new IllegalArgumentException(
          "'webcam:%s' is not webcam:N with N = 0, 1, 2 ...".formatted(text));
    }
    return Integer.parseInt(text);
  }

  /**
   * @param text {@code [SEED][,size=WIDTHxHEIGHT][,people=N]}
   */
  private static Synthetic synthetic(String text) {
    String[] parts = text.split(",", -1);
    long seed = parts[0].isEmpty() ? 1 : seed(parts[0]);
    Optional<Crowd> crowd = Optional.empty();
    for (String option : List.of(parts).subList(1, parts.length)) {
      crowd = Optional.of(crowd.orElse(Crowd.DEFAULT).with(option));
    }
    return new Synthetic(seed, crowd);
  }

  private static long seed(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "'synthetic:%s' is not synthetic:SEED with a whole number as seed".formatted(text), e);
    }
  }

  private static Path path(String form, String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("a source of the form %s lacks its path".formatted(form));
    }
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(
          "'%s' cannot be a path: %s".formatted(text, e.getReason()), e);
    }
  }
}
