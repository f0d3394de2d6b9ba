package io.moodstream.facedetector;

/**
 * Reads a JPEG's markers before anything decodes it: a decoder fills a truncated picture with gray
 * without a word, and allocates whatever size a picture claims.
 */
final class JpegCheck {
  private static final int START_OF_IMAGE = 0xd8;
  private static final int END_OF_IMAGE = 0xd9;
  private static final int START_OF_SCAN = 0xda;

  private JpegCheck() {}

  static boolean isJpeg(byte[] bytes) {
    return bytes.length > 2 && at(bytes, 0) == 0xff && at(bytes, 1) == START_OF_IMAGE;
  }

  /**
   * @throws UnreadablePicture unless this is a whole JPEG of a size that may be decoded
   */
  static void require(byte[] bytes) {
    if (bytes.length == 0) {
      throw new UnreadablePicture("the picture is empty: 0 bytes");
    }
    if (!isJpeg(bytes)) {
      throw new UnreadablePicture("not a JPEG: it does not begin with ff d8");
    }
    requireEnd(bytes, requireHeader(bytes));
  }

  /** Returns where the picture's data begin. */
  private static int requireHeader(byte[] bytes) {
    boolean sized = false;
    int at = 2;
    while (at + 4 <= bytes.length) {
      int marker = at(bytes, at + 1);
      if (at(bytes, at) != 0xff || marker == 0xff) {
        at++;
      } else if (hasNoLength(marker)) {
        at += 2;
      } else if (marker == START_OF_SCAN && sized) {
        return at;
      } else {
        if (isStartOfFrame(marker) && at + 9 <= bytes.length) {
          requirePlausible(word(bytes, at + 7), word(bytes, at + 5), bytes.length);
          sized = true;
        }
        at += 2 + word(bytes, at + 2);
      }
    }
    throw new UnreadablePicture(
        "the JPEG is truncated: its %d bytes end within the header".formatted(bytes.length));
  }

  /** Each block of 8 x 8 pixels takes a bit at least: fewer bytes are a trap that costs time. */
  private static void requirePlausible(int width, int height, int bytes) {
    GrayPicture.requireSize(width, height);
    long blocks = (width + 7) / 8 * ((height + 7) / 8L);
    if (blocks > bytes * 8L) {
      throw new UnreadablePicture(
          "the JPEG of %d bytes claims %d x %d pixels".formatted(bytes, width, height));
    }
  }

  /** In a scan's data, ff is followed by 0 or by a marker: ff d9 can only be the end. */
  private static void requireEnd(byte[] bytes, int scan) {
    for (int at = bytes.length - 2; at > scan; at--) {
      if (at(bytes, at) == 0xff && at(bytes, at + 1) == END_OF_IMAGE) {
        return;
      }
    }
    throw new UnreadablePicture(
        "the JPEG is truncated: its %d bytes have no end-of-image marker".formatted(bytes.length));
  }

  private static boolean hasNoLength(int marker) {
    return marker <= 0x01 || (marker >= 0xd0 && marker <= END_OF_IMAGE);
  }

  /** SOF0 to SOF15 without DHT, JPG and DAC, which stand among them. */
  private static boolean isStartOfFrame(int marker) {
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
  }

  private static int word(byte[] bytes, int at) {
    return at(bytes, at) << 8 | at(bytes, at + 1);
  }

  private static int at(byte[] bytes, int at) {
    return bytes[at] & 0xff;
  }
}
