package io.moodstream.pipeline.frames;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Dimension;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JpegSizeTest {
  @Test
  void shouldReadTheSize() throws IOException {
    assertThat(JpegSize.of(jpeg())).isEqualTo(new Dimension(64, 48));
  }

  @Test
  void shouldSayThatAPictureWasCutOff() throws IOException {
    byte[] cut = Arrays.copyOf(jpeg(), 30);

    assertThatThrownBy(() -> JpegSize.of(cut))
        .isInstanceOf(IOException.class)
        .hasMessage("a JPEG of 30 bytes without a frame header");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "GIF89a", "\u007f"})
  void shouldSayWhatIsNoJpeg(String text) {
    assertThatThrownBy(() -> JpegSize.of(text.getBytes(US_ASCII)))
        .isInstanceOf(IOException.class)
        .hasMessage(text.length() + " bytes that are no JPEG");
  }

  private static byte[] jpeg() throws IOException {
    var out = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(64, 48, BufferedImage.TYPE_3BYTE_BGR), "jpg", out);
    return out.toByteArray();
  }
}
