package io.moodstream.pipeline.frames;

import java.awt.Dimension;
import java.io.IOException;

/** Reads a JPEG's size from its frame header without decoding it (ITU-T T.81, B.2.2). */
public final class JpegSize {
  private static final int START_OF_IMAGE = 0xD8;
  private static final int FIRST_FRAME_HEADER = 0xC0;
  private static final int LAST_FRAME_HEADER = 0xCF;

  private JpegSize() {}

  /**
   * @throws IOException if it is not a JPEG
   */
  public static Dimension of(byte[] jpeg) throws IOException {
    if (jpeg.length < 4 || at(jpeg, 0) != 0xFF || at(jpeg, 1) != START_OF_IMAGE) {
      throw new IOException("%d bytes that are no JPEG".formatted(jpeg.length));
    }
    int position = 2;
    while (position + 9 < jpeg.length && at(jpeg, position) == 0xFF) {
      int marker = at(jpeg, position + 1);
      if (isFrameHeader(marker)) {
        return new Dimension(word(jpeg, position + 7), word(jpeg, position + 5));
      }
      // A marker may be preceded by any number of fill bytes.
      position += marker == 0xFF ? 1 : 2 + word(jpeg, position + 2);
    }
    throw new IOException("a JPEG of %d bytes without a frame header".formatted(jpeg.length));
  }

  /**
   * Refuses a JPEG whose few bytes claim many pixels: decoding it would take long, for a picture
   * that cannot be there. Each block of 8 x 8 pixels takes a bit at least.
   *
   * @throws IOException if it is not a JPEG, or cannot hold the pixels that it claims
   */
  public static void requirePlausible(byte[] jpeg) throws IOException {
    Dimension size = of(jpeg);
    long blocks = (size.width + 7) / 8 * ((size.height + 7) / 8L);
    if (blocks == 0 || blocks > jpeg.length * 8L) {
      throw new IOException(
          "a JPEG of %d bytes that claims %d x %d pixels"
              .formatted(jpeg.length, size.width, size.height));
    }
  }

  /** C4, C8 and CC lie among the frame headers and are none. */
  private static boolean isFrameHeader(int marker) {
    boolean among = marker >= FIRST_FRAME_HEADER && marker <= LAST_FRAME_HEADER;
    return among && (marker == FIRST_FRAME_HEADER || marker % 4 != 0);
  }

  private static int word(byte[] jpeg, int position) {
    return at(jpeg, position) << 8 | at(jpeg, position + 1);
  }

  private static int at(byte[] jpeg, int position) {
    return jpeg[position] & 0xff;
  }
}
