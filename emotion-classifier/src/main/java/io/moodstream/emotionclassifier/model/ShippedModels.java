package io.moodstream.emotionclassifier.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** The bundles that are in this module's jar. TensorFlow reads from disk only. */
final class ShippedModels {
  /** The better one first. */
  private static final List<String> NAMES = List.of("compact", "paper");

  private ShippedModels() {}

  /**
   * @param parent of the folder that receives the bundle
   * @throws BundleException if this build ships none
   */
  static ModelBundle unpack(Path parent) {
    for (String name : NAMES) {
      URL card = ShippedModels.class.getResource("/models/%s/%s".formatted(name, ModelBundle.CARD));
      if (card != null) {
        return unpack(card, parent.resolve(name));
      }
    }
    throw new BundleException(
        "the shipped model", "this build comes without one: name a bundle of your own");
  }

  static ModelBundle unpack(URL card, Path folder) {
    try {
      URLConnection connection = card.openConnection();
      return connection instanceof JarURLConnection jar
          ? BundleFolder.replace(folder, files(jar), folder.toString())
          : ModelBundle.open(Path.of(card.toURI()).resolveSibling(""));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot unpack the model that comes with this build", e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("a resource that is not a file: " + card, e);
    }
  }

  private static SortedMap<String, byte[]> files(JarURLConnection card) throws IOException {
    // Not the cached one: closing that would take it away from others.
    card.setUseCaches(false);
    String entry = card.getEntryName();
    String prefix = entry.substring(0, entry.lastIndexOf('/') + 1);
    SortedMap<String, byte[]> files = new TreeMap<>();
    try (JarFile jar = card.getJarFile()) {
      for (JarEntry candidate : Collections.list(jar.entries())) {
        if (candidate.getName().startsWith(prefix) && !candidate.isDirectory()) {
          try (InputStream content = jar.getInputStream(candidate)) {
            files.put(candidate.getName().substring(prefix.length()), content.readAllBytes());
          }
        }
      }
    }
    return files;
  }
}
