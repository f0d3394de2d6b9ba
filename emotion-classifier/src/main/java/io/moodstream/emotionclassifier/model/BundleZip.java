package io.moodstream.emotionclassifier.model;

import io.moodstream.pipeline.process.TemporaryFolder;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * The zip in which a bundle travels. What comes from outside is read with suspicion: limits on
 * size, packed and unpacked, only a bundle's own file names, whole to the last byte.
 */
public final class BundleZip {
  /** Of the zip itself. */
  public static final int MAX_BYTES = 64 << 20;

  /** Of all files together: weights hardly shrink, so more than this is not a model. */
  static final int MAX_UNPACKED_BYTES = 128 << 20;

  private static final int MAX_FILES = 32;

  /** The time of every entry, so that the same files make the same zip. */
  private static final LocalDateTime ALWAYS = LocalDateTime.of(2000, 1, 1, 0, 0);

  private BundleZip() {}

  static byte[] of(SortedMap<String, byte[]> files) {
    var bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (var file : files.entrySet()) {
        ZipEntry entry = new ZipEntry(file.getKey());
        entry.setTimeLocal(ALWAYS);
        zip.putNextEntry(entry);
        zip.write(file.getValue());
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * @param name that a refusal calls it by
   * @throws BundleException if it is damaged, too large or holds anything else than a bundle's
   *     files
   */
  static SortedMap<String, byte[]> files(byte[] zip, String name) {
    if (zip.length > MAX_BYTES) {
      throw new BundleException(
          name, "the zip has %,d bytes, more than %,d".formatted(zip.length, MAX_BYTES));
    }
    try {
      Path file = Files.createTempFile(TemporaryFolder.path(), "moodstream-bundle-", ".zip");
      try {
        Files.write(file, zip);
        return read(file, name);
      } finally {
        Files.delete(file);
      }
    } catch (ZipException | EOFException e) {
      throw new BundleException(name, "the zip is damaged: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot unpack the model bundle " + name, e);
    }
  }

  /** From a file, because its directory is at the end: a truncated zip has none. */
  private static SortedMap<String, byte[]> read(Path file, String name) throws IOException {
    SortedMap<String, byte[]> files = new TreeMap<>();
    int left = MAX_UNPACKED_BYTES;
    try (ZipFile zip = new ZipFile(file.toFile())) {
      if (zip.size() > MAX_FILES) {
        throw new BundleException(
            name, "the zip has %d files, more than %d".formatted(zip.size(), MAX_FILES));
      }
      for (ZipEntry entry : Collections.list(zip.entries())) {
        if (!ModelBundle.FILE_NAME.matcher(entry.getName()).matches()) {
          throw new BundleException(
              name,
              "the zip holds '%s': only saved_model.pb, model.json, reference.json and *.png are allowed, without folders"
                  .formatted(entry.getName()));
        }
        byte[] content = read(zip, entry, left, name);
        left -= content.length;
        if (files.put(entry.getName(), content) != null) {
          throw new BundleException(name, "the zip holds %s twice".formatted(entry.getName()));
        }
      }
    }
    return files;
  }

  private static byte[] read(ZipFile zip, ZipEntry entry, int limit, String name)
      throws IOException {
    try (InputStream raw = zip.getInputStream(entry);
        CheckedInputStream content = new CheckedInputStream(raw, new CRC32())) {
      byte[] bytes = content.readNBytes(limit);
      if (content.read() != -1) {
        throw new BundleException(
            name, "the zip unpacks to more than %,d bytes".formatted(MAX_UNPACKED_BYTES));
      }
      if (content.getChecksum().getValue() != entry.getCrc()) {
        throw new ZipException("checksum of %s does not match".formatted(entry.getName()));
      }
      return bytes;
    }
  }
}
