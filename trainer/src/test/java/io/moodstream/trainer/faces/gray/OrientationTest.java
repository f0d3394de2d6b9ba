package io.moodstream.trainer.faces.gray;

import static org.assertj.core.api.Assertions.assertThat;

import io.moodstream.pipeline.frames.Pixels;
import io.moodstream.trainer.faces.Picture;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrientationTest {
  /** White above on the left, gray above on the right, the rest black; wider than high. */
  private static final byte[] LYING = jpeg();

  @ParameterizedTest
  @CsvSource({
    "1, 250, 150, 0, 0",
    "2, 150, 250, 0, 0",
    "3, 0, 0, 150, 250",
    "4, 0, 0, 250, 150",
    "5, 250, 0, 150, 0",
    "6, 0, 250, 0, 150",
    "7, 0, 150, 0, 250",
    "8, 150, 0, 250, 0"
  })
  void shouldTurnAPhotoUprightAsItSays(
      int orientation, int aboveLeft, int aboveRight, int belowLeft, int belowRight) {
    for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
      Pixels face = Picture.decode(withExif(orientation, order));

      assertThat(List.of(at(face, 12, 12), at(face, 36, 12), at(face, 12, 36), at(face, 36, 36)))
          .usingElementComparator((a, b) -> Math.abs(a - b) <= 4 ? 0 : a - b)
          .containsExactly(aboveLeft, aboveRight, belowLeft, belowRight);
    }
  }

  @Test
  void shouldLeaveAPhotoWhoseHintIsDamaged() {
    Pixels asItIs = Picture.decode(LYING);

    assertThat(Picture.decode(withExif(0, ByteOrder.BIG_ENDIAN))).isEqualTo(asItIs);
    assertThat(Picture.decode(withExif(9, ByteOrder.BIG_ENDIAN))).isEqualTo(asItIs);
    byte[] far = withExif(6, ByteOrder.BIG_ENDIAN);
    ByteBuffer.wrap(far).putInt(16, Integer.MAX_VALUE);
    assertThat(Picture.decode(far)).isEqualTo(asItIs);
    assertThat(Orientation.of(new byte[] {(byte) 0xff, (byte) 0xd8, 0}))
        .isEqualTo(new Orientation(1));
  }

  private static int at(Pixels face, int x, int y) {
    return face.at(y * Pixels.SIDE + x);
  }

  /** As cameras write it: start, the segment of EXIF with one entry, the rest of the picture. */
  private static byte[] withExif(int orientation, ByteOrder order) {
    ByteBuffer picture = ByteBuffer.allocate(LYING.length + 36);
    picture.put(LYING, 0, 2).putShort((short) 0xffe1).putShort((short) 34);
    picture.putInt(0x45786966).putShort((short) 0);
    picture.put(order == ByteOrder.BIG_ENDIAN ? new byte[] {'M', 'M'} : new byte[] {'I', 'I'});
    picture.order(order).putShort((short) 42).putInt(8).putShort((short) 1);
    picture.putShort((short) 0x0112).putShort((short) 3).putInt(1);
    picture.putShort((short) orientation).putShort((short) 0).putInt(0);
    return picture.put(LYING, 2, LYING.length - 2).array();
  }

  private static byte[] jpeg() {
    BufferedImage image = new BufferedImage(160, 96, BufferedImage.TYPE_BYTE_GRAY);
    for (int x = 0; x < 160; x++) {
      for (int y = 0; y < 48; y++) {
        image.getRaster().setSample(x, y, 0, x < 80 ? 250 : 150);
      }
    }
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ImageIO.write(image, "jpg", out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
