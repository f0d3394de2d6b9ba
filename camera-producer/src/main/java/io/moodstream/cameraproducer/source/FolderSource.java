package io.moodstream.cameraproducer.source;

import io.moodstream.cameraproducer.picture.JpegEncoder;
import io.moodstream.pipeline.frames.Jpeg;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pictures of a folder in the order of their names, once, evenly spread over time. A file that
 * cannot be decoded is named in the log and left out.
 */
public final class FolderSource implements FrameSource {
  /** Pictures a second, unless another number is wished. */
  public static final double DEFAULT_RATE = 1;

  private static final Logger log = LoggerFactory.getLogger(FolderSource.class);
  private static final Set<String> ENDINGS =
      Set.of("jpg", "jpeg", "png", "bmp", "webp", "tif", "tiff");

  private final Path folder;
  private final Duration step;
  private final Iterator<Path> files;
  private final Metronome metronome = new Metronome();
  private Duration sinceStart = Duration.ZERO;
  private Optional<Jpeg> picture = Optional.empty();

  /**
   * @param rate pictures a second
   * @throws IOException if there is no such folder, or no picture in it; the message is for the
   *     user
   */
  public FolderSource(Path folder, double rate) throws IOException {
    this.folder = folder;
    this.step = Duration.ofNanos(Math.round(1e9 / rate));
    this.files = pictures(folder).iterator();
  }

  private static List<Path> pictures(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IOException("no such folder: " + folder);
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> pictures = files.filter(FolderSource::isPicture).sorted().toList();
      if (pictures.isEmpty()) {
        throw new IOException("%s holds no pictures (jpg, png, bmp, webp, tiff)".formatted(folder));
      }
      return pictures;
    }
  }

  private static boolean isPicture(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1)) && Files.isRegularFile(file);
  }

  @Override
  public boolean advance() throws IOException, InterruptedException {
    boolean first = picture.isEmpty();
    picture = Optional.empty();
    while (picture.isEmpty() && files.hasNext()) {
      picture = decode(files.next());
    }
    if (picture.isEmpty()) {
      if (first) {
        throw new IOException("no picture in %s can be decoded".formatted(folder));
      }
      return false;
    }
    sinceStart = sinceStart.plus(step);
    metronome.await(sinceStart);
    return true;
  }

  private static Optional<Jpeg> decode(Path file) {
    try {
      return Optional.of(JpegEncoder.recode(Files.readAllBytes(file)));
    } catch (IOException e) {
      log.warn("{} is left out: {}", file, e.getMessage());
      return Optional.empty();
    }
  }

  @Override
  public Jpeg jpeg() {
    return picture.orElseThrow();
  }

  @Override
  public boolean isFinite() {
    return true;
  }

  @Override
  public String ending() {
    return "end of folder";
  }

  @Override
  public void close() {
    // A folder holds nothing but its list.
  }
}
