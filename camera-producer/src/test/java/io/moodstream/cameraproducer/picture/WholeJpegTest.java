package io.moodstream.cameraproducer.picture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moodstream.cameraproducer.source.TestVideo;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WholeJpegTest {
  private static final byte[] WHOLE = JpegEncoder.encode(TestVideo.picture(320, 240, 3)).bytes();

  @Test
  void shouldKeepAWholePictureAsItIs() throws IOException {
    assertThat(WholeJpeg.of(WHOLE)).isSameAs(WHOLE);
  }

  @Test
  void shouldIgnoreWhatFollowsTheEnd() throws IOException {
    byte[] padded = Arrays.copyOf(WHOLE, WHOLE.length + 2);

    assertThat(WholeJpeg.of(padded)).isSameAs(padded);
  }

  @Test
  void shouldAddTheEndThatACameraLeavesOut() throws IOException {
    assertThat(WholeJpeg.of(Arrays.copyOf(WHOLE, WHOLE.length - 2))).isEqualTo(WHOLE);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.99, 0.75, 0.5})
  void shouldRefuseAPictureThatIsCutOff(double kept) {
    byte[] cut = Arrays.copyOf(WHOLE, (int) (WHOLE.length * kept));

    assertThatThrownBy(() -> WholeJpeg.of(cut))
        .isInstanceOf(IOException.class)
        .hasMessage("a JPEG of %d bytes that is cut off".formatted(cut.length));
  }

  @Test
  void shouldRefuseWhatIsNoJpeg() {
    assertThatThrownBy(() -> WholeJpeg.of("<event>motion</event>".getBytes(UTF_8)))
        .isInstanceOf(IOException.class);
  }

  @Test
  void shouldRefuseFewBytesThatClaimManyPixels() {
    byte[] bomb = WHOLE.clone();
    int size = startOfFrame(bomb) + 5;
    Arrays.fill(bomb, size, size + 4, (byte) 0x1f);
    bomb[size + 1] = (byte) 0xff;
    bomb[size + 3] = (byte) 0xff;

    assertThatThrownBy(() -> WholeJpeg.of(bomb))
        .isInstanceOf(IOException.class)
        .hasMessage("a JPEG of %d bytes that claims 8191 x 8191 pixels".formatted(bomb.length));
  }

  private static int startOfFrame(byte[] jpeg) {
    for (int at = 2; ; at++) {
      if ((jpeg[at] & 0xff) == 0xff && (jpeg[at + 1] & 0xff) == 0xc0) {
        return at;
      }
    }
  }
}
