package io.moodstream.facedetector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class JpegCheckTest {
  private static final byte[] WHOLE = DrawnPicture.of(64, 48).jpeg().bytes();

  @Test
  void shouldTakeAWholeJpegWithSomethingBehindItsEnd() {
    byte[] padded = Arrays.copyOf(WHOLE, WHOLE.length + 7);

    assertThatCode(() -> JpegCheck.require(WHOLE)).doesNotThrowAnyException();
    assertThatCode(() -> JpegCheck.require(padded)).doesNotThrowAnyException();
  }

  @Test
  void shouldRefuseAJpegThatIsCutAnywhere() {
    for (int length = 0; length < WHOLE.length; length++) {
      byte[] cut = Arrays.copyOf(WHOLE, length);

      assertThatThrownBy(() -> JpegCheck.require(cut))
          .as("first %d of %d bytes", length, WHOLE.length)
          .isInstanceOf(UnreadablePicture.class);
    }
  }

  @Test
  void shouldNotTakeTheEndOfAnEmbeddedThumbnailForItsOwn() {
    byte[] thumbnail = {(byte) 0xff, (byte) 0xe1, 0, 6, 0, 0, (byte) 0xff, (byte) 0xd9};
    byte[] cut = new byte[WHOLE.length + thumbnail.length - 2];
    System.arraycopy(WHOLE, 0, cut, 0, 2);
    System.arraycopy(thumbnail, 0, cut, 2, thumbnail.length);
    System.arraycopy(WHOLE, 2, cut, 2 + thumbnail.length, WHOLE.length - 4);

    assertThatThrownBy(() -> JpegCheck.require(cut)).hasMessageContaining("no end-of-image marker");
  }

  @Test
  void shouldRefuseAJpegThatClaimsAnAbsurdSize() {
    assertThatThrownBy(() -> JpegCheck.require(claiming(0xffff, 0xffff)))
        .hasMessage("the picture of 65535 x 65535 pixels is larger than 64 megapixels");
    assertThatThrownBy(() -> JpegCheck.require(claiming(640, 0)))
        .hasMessage("the picture claims to have 640 x 0 pixels");
  }

  @Test
  void shouldRefuseFewBytesThatClaimManyPixels() {
    assertThatThrownBy(() -> JpegCheck.require(claiming(8191, 8191)))
        .hasMessage("the JPEG of %d bytes claims 8191 x 8191 pixels".formatted(WHOLE.length));
  }

  @Test
  void shouldTellAJpegByItsBeginning() {
    assertThat(JpegCheck.isJpeg(WHOLE)).isTrue();
    assertThat(JpegCheck.isJpeg(DrawnPicture.of(64, 48).encoded("png"))).isFalse();
    assertThat(JpegCheck.isJpeg(new byte[0])).isFalse();
  }

  private static byte[] claiming(int width, int height) {
    byte[] jpeg = WHOLE.clone();
    int frame = startOfFrame(jpeg);
    jpeg[frame + 5] = (byte) (height >> 8);
    jpeg[frame + 6] = (byte) height;
    jpeg[frame + 7] = (byte) (width >> 8);
    jpeg[frame + 8] = (byte) width;
    return jpeg;
  }

  private static int startOfFrame(byte[] jpeg) {
    int at = 0;
    while ((jpeg[at] & 0xff) != 0xff || (jpeg[at + 1] & 0xff) != 0xc0) {
      at++;
    }
    return at;
  }
}
