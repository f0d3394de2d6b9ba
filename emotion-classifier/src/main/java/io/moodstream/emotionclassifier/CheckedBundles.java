package io.moodstream.emotionclassifier;

import io.moodstream.emotionclassifier.model.BundleCheck;
import io.moodstream.emotionclassifier.model.BundleCheck.NotChecked;
import io.moodstream.emotionclassifier.model.BundleException;
import io.moodstream.emotionclassifier.model.ModelBundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks each bundle in a child process before this process loads it for the first time. A file on
 * disk, named after the content, records a bundle that has passed: a restart loads its champion at
 * once. For one thread.
 */
final class CheckedBundles implements Consumer<ModelBundle> {
  private static final Logger log = LoggerFactory.getLogger(CheckedBundles.class);

  private final Path folder;
  private final String trusted;

  /**
   * @param folder for the records; only this process writes there
   * @param trusted a bundle that the operator named, or that ships with this build
   */
  CheckedBundles(Path folder, ModelBundle trusted) {
    this.folder = folder;
    this.trusted = trusted.sha256();
  }

  /**
   * @throws BundleException if the bundle must not be loaded in this process
   */
  @Override
  public void accept(ModelBundle bundle) {
    String sha256 = bundle.sha256();
    Path passed = folder.resolve(sha256 + ".checked");
    if (sha256.equals(trusted) || Files.exists(passed)) {
      return;
    }
    try {
      if (!BundleCheck.hasPassed(bundle)) {
        var unused = BundleCheck.run(bundle, Optional.empty());
      }
      record(passed);
    } catch (NotChecked e) {
      // Its graph is bounded all the same, and without a champion the stage could not serve.
      log.warn("a model is loaded without a check in a process of its own: {}", e.getMessage());
    }
  }

  private void record(Path passed) {
    try {
      Files.createDirectories(folder);
      Files.writeString(passed, "");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + passed, e);
    }
  }
}
