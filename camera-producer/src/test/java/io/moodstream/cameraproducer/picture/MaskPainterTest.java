package io.moodstream.cameraproducer.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moodstream.pipeline.cameras.Mask;
import io.moodstream.pipeline.cameras.Mask.Corner;
import io.moodstream.pipeline.frames.Jpeg;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class MaskPainterTest {
  private static final Mask LEFT =
      new Mask(List.of(new Corner(0, 0), new Corner(0.5, 0), new Corner(0.5, 1), new Corner(0, 1)));
  private static final Mask TRIANGLE =
      new Mask(List.of(new Corner(1, 0), new Corner(1, 1), new Corner(0.6, 0)));

  @Test
  void shouldBlackenWhatIsInAMaskAndNothingElse() throws IOException {
    BufferedImage shown = decode(MaskPainter.paint(white(), List.of(LEFT, TRIANGLE)));

    assertThat(gray(shown, 5, 5)).isLessThan(10);
    assertThat(gray(shown, 40, 90)).isLessThan(10);
    assertThat(gray(shown, 95, 10)).isLessThan(10);
    assertThat(gray(shown, 70, 80)).isGreaterThan(245);
    assertThat(shown.getWidth()).isEqualTo(100);
  }

  @Test
  void shouldLeaveAPictureWithoutMasksAsItIs() throws IOException {
    Jpeg picture = white();

    assertThat(MaskPainter.paint(picture, List.of())).isSameAs(picture);
  }

  @Test
  void shouldGiveTheSameBytesForTheSamePicture() throws IOException {
    assertThat(MaskPainter.paint(white(), List.of(LEFT)).bytes())
        .isEqualTo(MaskPainter.paint(white(), List.of(LEFT)).bytes());
  }

  @Test
  void shouldRatherGiveNoPictureThanOneWithoutItsMasks() {
    assertThatThrownBy(() -> MaskPainter.paint(new Jpeg(new byte[] {1, 2, 3}), List.of(LEFT)))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("a picture cannot be masked");
  }

  private static Jpeg white() {
    var picture = new BufferedImage(100, 100, BufferedImage.TYPE_3BYTE_BGR);
    var graphics = picture.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, 100, 100);
    graphics.dispose();
    return JpegEncoder.encode(picture);
  }

  private static BufferedImage decode(Jpeg jpeg) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(jpeg.bytes()));
  }

  private static int gray(BufferedImage picture, int x, int y) {
    return picture.getRGB(x, y) & 0xff;
  }
}
