package io.moodstream.trainer.faces.gray;

import io.moodstream.pipeline.frames.Pixels;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * How a photo has to be turned to stand upright: cameras write the picture as the sensor lies and
 * say in EXIF's tag 0x0112 how they were held. Serving turns pictures by the same tag.
 *
 * @param tag 1 (as it is) to 8, as EXIF counts them
 */
public record Orientation(int tag) {
  private static final Orientation UPRIGHT = new Orientation(1);
  private static final int TAG = 0x0112;
  private static final int START_OF_PICTURE = 0xffd8;
  private static final int START_OF_PIXELS = 0xffda;
  private static final int APP1 = 0xffe1;

  /** "Exif", 0, 0: the eight bytes from a segment's start, less its length. */
  private static final long EXIF = 0x4578_6966_0000_0000L;

  public Orientation {
    if (tag < 1 || tag > 8) {
      throw new IllegalArgumentException("an orientation is 1 to 8, not " + tag);
    }
  }

  /** Of a JPEG; upright where it does not say, and for every other file. */
  public static Orientation of(byte[] picture) {
    try {
      return ofJpeg(ByteBuffer.wrap(picture));
    } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException e) {
      // The tag is a hint: a picture whose hint is damaged is still one.
      return UPRIGHT;
    }
  }

  private static Orientation ofJpeg(ByteBuffer picture) {
    if (unsigned(picture.getShort()) != START_OF_PICTURE) {
      return UPRIGHT;
    }
    while (true) {
      int marker = unsigned(picture.getShort());
      int start = picture.position();
      int length = unsigned(picture.getShort());
      if (marker < 0xff00 || marker == START_OF_PIXELS || length < 2) {
        return UPRIGHT;
      }
      if (marker == APP1 && length >= 8 && picture.getLong(start) << 16 == EXIF) {
        return ofTiff(picture.slice(start + 8, length - 8));
      }
      picture.position(start + length);
    }
  }

  private static Orientation ofTiff(ByteBuffer tiff) {
    tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int first = tiff.getInt(4);
    int entries = unsigned(tiff.getShort(first));
    for (int i = 0; i < entries; i++) {
      int entry = first + 2 + 12 * i;
      if (unsigned(tiff.getShort(entry)) == TAG) {
        return new Orientation(unsigned(tiff.getShort(entry + 8)));
      }
    }
    return UPRIGHT;
  }

  private static int unsigned(short value) {
    return Short.toUnsignedInt(value);
  }

  /** The same picture, upright. */
  public Pixels turn(Pixels lying) {
    if (equals(UPRIGHT)) {
      return lying;
    }
    byte[] values = new byte[Pixels.COUNT];
    for (int i = 0; i < values.length; i++) {
      values[i] = (byte) lying.at(source(i % Pixels.SIDE, i / Pixels.SIDE));
    }
    return new Pixels(values);
  }

  /** Where the upright picture's pixel is in the unrotated one. */
  private int source(int x, int y) {
    int right = Pixels.SIDE - 1 - x;
    int below = Pixels.SIDE - 1 - y;
    return switch (tag) {
      case 2 -> at(right, y);
      case 3 -> at(right, below);
      case 4 -> at(x, below);
      case 5 -> at(y, x);
      case 6 -> at(y, right);
      case 7 -> at(below, right);
      case 8 -> at(below, x);
      default -> at(x, y);
    };
  }

  private static int at(int x, int y) {
    return y * Pixels.SIDE + x;
  }
}
