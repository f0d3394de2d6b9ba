package io.moodstream.cameraproducer.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts of a {@code multipart/x-mixed-replace} body, as cameras send it: with or without the
 * length of each part, the boundary with or without its two dashes. Parts of another type than a
 * picture, such as events, are passed over.
 */
final class MultipartReader {
  private static final Pattern TYPE =
      Pattern.compile(
          "multipart/[^;]+;.*boundary=\"?(?:--)?(?<boundary>[^\";]+)\"?.*",
          Pattern.CASE_INSENSITIVE);

  /** Types that do not name the boundary: the body's first line does. FFmpeg sends the first. */
  private static final Pattern WITHOUT_BOUNDARY =
      Pattern.compile("(application/octet-stream|multipart/|video/).*", Pattern.CASE_INSENSITIVE);

  private static final Pattern PICTURE =
      Pattern.compile("(image/|application/octet-stream).*", Pattern.CASE_INSENSITIVE);
  private static final int LARGEST_PART = 32 << 20;
  private static final int LONGEST_LINE = 1_000;
  private static final int LONGEST_BOUNDARY = 72;

  private final InputStream body;
  private final byte[] delimiter;

  private MultipartReader(InputStream body, String boundary) {
    this.body = body;
    this.delimiter = ("--" + boundary).getBytes(ISO_8859_1);
  }

  /**
   * Empty if the content is not multipart. The boundary is in the type, or else at the body's
   * beginning.
   */
  static Optional<MultipartReader> of(InputStream body, Optional<String> contentType)
      throws IOException {
    var buffered = new BufferedInputStream(body, 64 << 10);
    Optional<Matcher> type = contentType.map(TYPE::matcher).filter(Matcher::matches);
    if (type.isPresent()) {
      return Optional.of(new MultipartReader(buffered, type.get().group("boundary").strip()));
    }
    return contentType.isEmpty() || WITHOUT_BOUNDARY.matcher(contentType.get()).matches()
        ? boundaryAtTheBeginning(buffered).map(boundary -> new MultipartReader(buffered, boundary))
        : Optional.empty();
  }

  private static Optional<String> boundaryAtTheBeginning(InputStream body) throws IOException {
    body.mark(LONGEST_BOUNDARY + 1);
    var line = new StringBuilder();
    for (int i = 0; i < LONGEST_BOUNDARY; i++) {
      int next = body.read();
      boolean lineEnds = next == '\n' && !line.toString().isBlank();
      if (next < 0 || lineEnds) {
        break;
      }
      line.append((char) next);
    }
    body.reset();
    String first = line.toString().strip();
    return first.startsWith("--") ? Optional.of(first.substring(2)) : Optional.empty();
  }

  /** A part's headers, as far as they matter. */
  private record Head(boolean picture, OptionalInt length) {}

  /** The next picture's part that is not empty; empty at the end. */
  Optional<byte[]> next() throws IOException {
    while (true) {
      Optional<Head> head = headers();
      if (head.isEmpty()) {
        return Optional.empty();
      }
      OptionalInt length = head.get().length();
      byte[] part = length.isPresent() ? read(length.getAsInt()) : readToDelimiter();
      if (part.length > 0 && head.get().picture()) {
        return Optional.of(part);
      }
    }
  }

  /** Reads up to the part's first byte; empty at the end of the body. */
  private Optional<Head> headers() throws IOException {
    OptionalInt length = OptionalInt.empty();
    boolean picture = true;
    boolean anyHeader = false;
    while (true) {
      Optional<String> line = line();
      if (line.isEmpty()) {
        return Optional.empty();
      }
      if (line.get().isEmpty() && anyHeader) {
        return Optional.of(new Head(picture, length));
      }
      String header = line.get().toLowerCase(Locale.ROOT);
      // The boundary itself, and empty lines before it, are passed over.
      anyHeader = anyHeader || header.contains(":");
      if (header.startsWith("content-length:")) {
        length = length(header.substring("content-length:".length()).strip());
      } else if (header.startsWith("content-type:")) {
        String type = header.substring("content-type:".length()).strip();
        picture = PICTURE.matcher(type).matches();
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
    return Arrays.copyOf(bytes, end);
  }

  private Optional<String> line() throws IOException {
    var line = new ByteArrayOutputStream();
    int next = body.read();
    while (next >= 0 && next != '\n') {
      if (line.size() == LONGEST_LINE) {
        throw new IOException("what it sends is not a multipart stream");
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
