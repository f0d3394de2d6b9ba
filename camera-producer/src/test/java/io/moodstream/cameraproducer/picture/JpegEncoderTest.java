package io.moodstream.cameraproducer.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moodstream.cameraproducer.source.TestVideo;
import io.moodstream.pipeline.frames.Jpeg;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class JpegEncoderTest {
  @Test
  void shouldKeepSizeAndColours() throws IOException {
    var red = new BufferedImage(64, 48, BufferedImage.TYPE_3BYTE_BGR);
    for (int x = 0; x < 64; x++) {
      for (int y = 0; y < 48; y++) {
        red.setRGB(x, y, 0xE02010);
      }
    }

    BufferedImage decoded = decode(JpegEncoder.encode(red));

    assertThat(decoded.getWidth()).isEqualTo(64);
    assertThat(decoded.getHeight()).isEqualTo(48);
    assertThat(decoded.getRGB(30, 20) >> 16 & 0xff).isBetween(0xD8, 0xE8);
    assertThat(decoded.getRGB(30, 20) & 0xff).isBetween(0, 0x20);
  }

  @Test
  void shouldScaleAnEightKPictureDown() throws IOException {
    BufferedImage decoded = decode(JpegEncoder.encode(TestVideo.picture(7680, 4320, 1)));

    assertThat(decoded.getWidth()).isEqualTo(1920);
    assertThat(decoded.getHeight()).isEqualTo(1080);
  }

  @Test
  void shouldFitTheWorstPictureIntoARecord() {
    var noise = new BufferedImage(4000, 4000, BufferedImage.TYPE_3BYTE_BGR);
    new Random(1).nextBytes(((DataBufferByte) noise.getRaster().getDataBuffer()).getData());

    assertThat(JpegEncoder.encode(noise).bytes()).hasSizeLessThan(4 << 20);
  }

  @Test
  void shouldRefuseBytesThatAreNoPicture() {
    assertThatThrownBy(() -> JpegEncoder.recode(new byte[100]))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("100 bytes");
  }

  private static BufferedImage decode(Jpeg jpeg) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(jpeg.bytes()));
  }
}
