package io.moodstream.emotionclassifier.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.moodstream.emotionclassifier.graph.SavedGraph;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A model as a folder: the network, its card, its reference and pictures of its training. Anyone
 * who holds one knows that its files belong together; {@link ExpressionModel#load} reports whether
 * it works.
 */
public final class ModelBundle {
  static final String GRAPH = "saved_model.pb";
  static final String CARD = "model.json";
  static final String REFERENCE = "reference.json";

  /** A card travels in one record on Kafka, beside other fields. */
  private static final int MAX_CARD_BYTES = 256 << 10;

  /** For the most faces that a reference may hold; base64 and digits. */
  private static final int MAX_REFERENCE_BYTES = 1 << 20;

  /** Every file that a bundle may contain. */
  static final Pattern FILE_NAME =
      Pattern.compile("saved_model\\.pb|model\\.json|reference\\.json|[A-Za-z0-9_-]{1,64}\\.png");

  private final Path folder;
  private final SavedGraph graph;
  private final ModelCard card;
  private final Reference reference;

  private ModelBundle(Path folder, SavedGraph graph, ModelCard card, Reference reference) {
    this.folder = folder;
    this.graph = graph;
    this.card = card;
    this.reference = reference;
  }

  /**
   * @throws BundleException naming the file and what is wrong with it
   */
  public static ModelBundle open(Path folder) {
    return open(folder, folder.toString());
  }

  /**
   * @param name that a refusal calls it by
   */
  static ModelBundle open(Path folder, String name) {
    byte[] graphFile = read(folder, GRAPH, name);
    ModelCard card =
        parsed(
            name,
            CARD,
            () -> BundleJson.read(read(folder, CARD, MAX_CARD_BYTES, name), ModelCard.class));
    String sha256 = Sha256.hex(graphFile);
    if (!sha256.equals(card.graphSha256())) {
      throw new BundleException(
          name,
          "%s: its SHA-256 is %s, the card states %s: the file was changed or damaged"
              .formatted(GRAPH, sha256, card.graphSha256()));
    }
    return new ModelBundle(
        folder,
        parsed(name, GRAPH, () -> SavedGraph.parse(graphFile)),
        card,
        parsed(
            name,
            REFERENCE,
            () -> Reference.ofJson(read(folder, REFERENCE, MAX_REFERENCE_BYTES, name))));
  }

  /**
   * Writes a bundle in place of what is at {@code folder}; a partial bundle is never visible.
   *
   * @param pictures file name, {@code confusion.png}, to PNG
   * @throws BundleException if the parts do not belong together
   */
  public static ModelBundle write(
      Path folder,
      SavedGraph graph,
      ModelCard card,
      Reference reference,
      Map<String, byte[]> pictures) {
    SortedMap<String, byte[]> files = new TreeMap<>(pictures);
    files.put(GRAPH, graph.bytes());
    files.put(CARD, BundleJson.write(card));
    files.put(REFERENCE, reference.toJson());
    return BundleFolder.replace(folder, files, folder.toString());
  }

  /**
   * The best model that comes with this build, unpacked below {@code folder} where it must be.
   *
   * @throws BundleException if this build ships none
   */
  public static ModelBundle shipped(Path folder) {
    return ShippedModels.unpack(folder);
  }

  /** From what {@link #toZip} made, or a person's own zip tool. See {@link BundleZip}. */
  public static ModelBundle fromZip(byte[] zip, Path folder) {
    String name = folder.getFileName().toString();
    return BundleFolder.replace(folder, BundleZip.files(zip, name), name);
  }

  /** All files at the top level of one zip. */
  public byte[] toZip() {
    return BundleZip.of(files());
  }

  public Path folder() {
    return folder;
  }

  public SavedGraph graph() {
    return graph;
  }

  public ModelCard card() {
    return card;
  }

  public Reference reference() {
    return reference;
  }

  /**
   * Of the names and contents of all files, lower-case hex: the same for the same content, however
   * it was zipped.
   */
  public String sha256() {
    MessageDigest digest = Sha256.digest();
    files()
        .forEach(
            (name, bytes) ->
                digest.update("%s %s\n".formatted(name, Sha256.hex(bytes)).getBytes(UTF_8)));
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Name to content, by name. */
  public SortedMap<String, byte[]> files() {
    try (Stream<Path> listed = Files.list(folder)) {
      SortedMap<String, byte[]> files = new TreeMap<>();
      for (Path file : listed.toList()) {
        String name = file.getFileName().toString();
        if (FILE_NAME.matcher(name).matches()) {
          files.put(name, read(folder, name, folder.toString()));
        }
      }
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] read(Path folder, String file, int limit, String name) {
    byte[] bytes = read(folder, file, name);
    if (bytes.length > limit) {
      throw new BundleException(
          name, "%s has %,d bytes, more than %,d".formatted(file, bytes.length, limit));
    }
    return bytes;
  }

  private static byte[] read(Path folder, String file, String name) {
    Path path = folder.resolve(file);
    if (!Files.isRegularFile(path)) {
      throw new BundleException(name, file + " is missing");
    }
    try {
      return Files.readAllBytes(path);
    } catch (IOException e) {
      throw new BundleException(name, "%s cannot be read: %s".formatted(file, e), e);
    }
  }

  private static <T> T parsed(String bundle, String file, Supplier<T> parse) {
    try {
      return parse.get();
    } catch (IllegalArgumentException e) {
      throw new BundleException(bundle, file + ": " + e.getMessage(), e);
    }
  }
}
