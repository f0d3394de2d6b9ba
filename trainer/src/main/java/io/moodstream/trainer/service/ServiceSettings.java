package io.moodstream.trainer.service;

import io.moodstream.trainer.faces.PictureReader;
import io.moodstream.trainer.network.Precision;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How requests are followed.
 *
 * @param work receives a folder for each training, named by its id: checkpoints, curves, bundle
 * @param dataRoot the folder below which requests may name data and votes; anything else is refused
 * @param pictures makes faces of the files there
 * @param threads that one operation may use
 * @param precision empty: the best that this machine has
 */
public record ServiceSettings(
    Path work, Path dataRoot, PictureReader pictures, int threads, Optional<Precision> precision) {
  public ServiceSettings {
    if (!Files.isDirectory(dataRoot)) {
      throw new IllegalArgumentException(
          "%s is not a folder: name the one below which requests find their data with --data-root"
              .formatted(dataRoot));
    }
    if (threads < 1) {
      throw new IllegalArgumentException("--threads is %d: at least 1".formatted(threads));
    }
  }
}
