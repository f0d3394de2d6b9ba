package io.moodstream.cameraproducer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts of a {@code multipart/x-mixed-replace} body, as cameras send it: with or without the
 * length of each part, the boundary with or without its two dashes.
 */
final class MultipartReader {
  private static final Pattern TYPE =
      Pattern.compile(
          "multipart/[^;]+;.*boundary=\"?(?:--)?(?<boundary>[^\";]+)\"?.*",
          Pattern.CASE_INSENSITIVE);
  private static final int LARGEST_PART = 32 << 20;
  private static final int LONGEST_LINE = 1_000;

  private final InputStream body;
  private final byte[] delimiter;

  private MultipartReader(InputStream body, String boundary) {
    this.body = new BufferedInputStream(body, 64 << 10);
    this.delimiter = ("--" + boundary).getBytes(ISO_8859_1);
  }

  /** Empty if the content type is not multipart with a boundary. */
  static Optional<MultipartReader> of(InputStream body, String contentType) {
    Matcher type = TYPE.matcher(contentType);
    return type.matches()
        ? Optional.of(new MultipartReader(body, type.group("boundary").strip()))
        : Optional.empty();
  }

  /** The next part that is not empty; empty at the end. */
  Optional<byte[]> next() throws IOException {
    while (true) {
      Optional<OptionalInt> length = headers();
      if (length.isEmpty()) {
        return Optional.empty();
      }
      byte[] part = length.get().isPresent() ? read(length.get().getAsInt()) : readToDelimiter();
      if (part.length > 0) {
        return Optional.of(part);
      }
    }
  }

  /** Reads up to the part's first byte: its length if told; empty at the end of the body. */
  private Optional<OptionalInt> headers() throws IOException {
    OptionalInt length = OptionalInt.empty();
    boolean anyHeader = false;
    while (true) {
      Optional<String> line = line();
      if (line.isEmpty()) {
        return Optional.empty();
      }
      if (line.get().isEmpty() && anyHeader) {
        return Optional.of(length);
      }
      String header = line.get().toLowerCase(Locale.ROOT);
      // The boundary itself, and empty lines before it, are passed over.
      anyHeader = anyHeader || header.contains(":");
      if (header.startsWith("content-length:")) {
        length = length(header.substring("content-length:".length()).strip());
      }
    }
  }

  private static OptionalInt length(String text) throws IOException {
    int length = Pattern.matches("\\d{1,8}", text) ? Integer.parseInt(text) : LARGEST_PART + 1;
    requireSize(length);
    return OptionalInt.of(length);
  }

  private byte[] read(int length) throws IOException {
    byte[] part = body.readNBytes(length);
    if (part.length < length) {
      throw new EOFException("the stream ended within a picture");
    }
    return part;
  }

  private byte[] readToDelimiter() throws IOException {
    var part = new ByteArrayOutputStream(64 << 10);
    int matched = 0;
    while (matched < delimiter.length) {
      int next = body.read();
      if (next < 0) {
        throw new EOFException("the stream ended within a picture");
      }
      part.write(next);
      requireSize(part.size());
      // Its first byte, a dash, stands twice at its beginning: a third dash keeps two matched.
      boolean dash = next == '-';
      matched = next == delimiter[matched] ? matched + 1 : dash ? Math.min(matched, 2) : 0;
    }
    byte[] bytes = part.toByteArray();
    int end = bytes.length - delimiter.length;
    while (end > 0 && (bytes[end - 1] == '\n' || bytes[end - 1] == '\r')) {
      end--;
    }
    return java.util.Arrays.copyOf(bytes, end);
  }

  private Optional<String> line() throws IOException {
    var line = new ByteArrayOutputStream();
    int next = body.read();
    while (next >= 0 && next != '\n') {
      if (line.size() == LONGEST_LINE) {
        throw new IOException("what it sends is no multipart stream");
      }
      line.write(next);
      next = body.read();
    }
    return next < 0 ? Optional.empty() : Optional.of(line.toString(ISO_8859_1).strip());
  }

  private static void requireSize(int bytes) throws IOException {
    if (bytes > LARGEST_PART) {
      throw new IOException("a picture of more than 32 MB");
    }
  }
}
