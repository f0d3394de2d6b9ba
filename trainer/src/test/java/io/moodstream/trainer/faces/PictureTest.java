package io.moodstream.trainer.faces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moodstream.pipeline.frames.Pixels;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PictureTest {
  @Test
  void shouldReadTheLargestPictureAndRefuseALargerOneByItsSize() throws IOException {
    BufferedImage largest = new BufferedImage(8192, 8192, BufferedImage.TYPE_BYTE_BINARY);
    Graphics2D pen = largest.createGraphics();
    pen.setColor(Color.WHITE);
    pen.fillRect(4096, 0, 4096, 8192);
    pen.dispose();
    byte[] png = png(largest);

    Pixels face = Picture.decode(png);

    assertThat(face.at(0)).isZero();
    assertThat(face.at(23)).isZero();
    assertThat(face.at(24)).isEqualTo(255);
    assertThatThrownBy(() -> Picture.decode(withHeight(png, 8193)))
        .isInstanceOf(TrainerException.class)
        .hasMessage("it has 8192 x 8193 pixels, more than 64 megapixels");
  }

  @Test
  void shouldTellADamagedPicture() throws IOException {
    byte[] whole = png(new BufferedImage(48, 48, BufferedImage.TYPE_INT_RGB));

    assertThatThrownBy(() -> Picture.decode(Arrays.copyOf(whole, 60)))
        .isInstanceOf(TrainerException.class)
        .hasMessage("it is damaged");
  }

  private static byte[] png(BufferedImage image) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "png", out);
    return out.toByteArray();
  }

  /** In the header: 8 bytes of signature, length, type, width, height, 5 more, checksum. */
  private static byte[] withHeight(byte[] png, int height) {
    ByteBuffer changed = ByteBuffer.wrap(png.clone()).putInt(20, height);
    CRC32 checksum = new CRC32();
    checksum.update(changed.array(), 12, 17);
    return changed.putInt(29, (int) checksum.getValue()).array();
  }
}
