package io.moodstream.cameraproducer.picture;

import static org.assertj.core.api.Assertions.assertThat;

import io.moodstream.cameraproducer.source.VideoReader;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.Java2DFrameConverter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures are stored lying or with narrow pixels, and come as they are shown. */
class ShownPictureTest {
  private static final int WIDTH = 320;
  private static final int HEIGHT = 240;

  /** A quarter of a turn clockwise, as phones that are held upright write it. */
  private static final byte[] CLOCKWISE = {
    'E',
    'x',
    'i',
    'f',
    0,
    0,
    'M',
    'M',
    0,
    42,
    0,
    0,
    0,
    8,
    0,
    1, // one entry
    1,
    0x12,
    0,
    3,
    0,
    0,
    0,
    1,
    0,
    6,
    0,
    0,
    0,
    0,
    0,
    0 // orientation, a short: 6
  };

  @TempDir private Path folder;

  @Test
  void shouldTurnAPhotoAsItsExifDataDemand() throws IOException {
    Path photo = folder.resolve("photo.jpg");
    Files.write(photo, withExif(JpegEncoder.encode(corner()).bytes()));

    BufferedImage shown = first(photo);

    assertThat(shown.getWidth()).isEqualTo(HEIGHT);
    assertThat(shown.getHeight()).isEqualTo(WIDTH);
    // The stored left upper corner is shown at the right.
    assertThat(shown.getRGB(HEIGHT - 20, 20) & 0xff).isGreaterThan(200);
    assertThat(shown.getRGB(20, 20) & 0xff).isLessThan(60);
  }

  @Test
  void shouldTurnAVideoAsItsDisplayMatrixDemands() throws IOException {
    Path video = record(folder.resolve("video.mp4"), 90, 1);

    BufferedImage shown = first(video);

    assertThat(shown.getWidth()).isEqualTo(HEIGHT);
    assertThat(shown.getHeight()).isEqualTo(WIDTH);
    assertThat(shown.getRGB(HEIGHT - 20, 20) & 0xff).isGreaterThan(200);
  }

  @Test
  void shouldMakePixelsSquare() throws IOException {
    Path video = record(folder.resolve("video.mp4"), 0, 4 / 3.0);

    BufferedImage shown = first(video);

    assertThat(shown.getWidth()).isEqualTo(427);
    assertThat(shown.getHeight()).isEqualTo(HEIGHT);
  }

  private static BufferedImage first(Path file) throws IOException {
    try (VideoReader reader = VideoReader.ofFile(file, JpegEncoder.LONGEST_SIDE)) {
      assertThat(reader.grab()).isTrue();
      return ImageIO.read(new ByteArrayInputStream(reader.jpeg().bytes()));
    }
  }

  /** White in the left upper corner, black elsewhere. */
  private static BufferedImage corner() {
    var picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
    for (int y = 0; y < 80; y++) {
      for (int x = 0; x < 80; x++) {
        picture.setRGB(x, y, 0xffffff);
      }
    }
    return picture;
  }

  private static byte[] withExif(byte[] jpeg) {
    var photo = new ByteArrayOutputStream();
    photo.write(jpeg, 0, 2);
    int length = CLOCKWISE.length + 2;
    photo.writeBytes(new byte[] {(byte) 0xff, (byte) 0xe1, 0, (byte) length});
    photo.writeBytes(CLOCKWISE);
    photo.write(jpeg, 2, jpeg.length - 2);
    return photo.toByteArray();
  }

  /**
   * @param aspect width of a pixel by its height
   */
  private static Path record(Path file, int clockwise, double aspect) throws IOException {
    try (var recorder = new FFmpegFrameRecorder(file.toFile(), WIDTH, HEIGHT);
        var converter = new Java2DFrameConverter()) {
      recorder.setVideoCodec(avcodec.AV_CODEC_ID_MPEG4);
      recorder.setFrameRate(10);
      recorder.setVideoQuality(2);
      recorder.setAspectRatio(aspect);
      // JavaCV counts against the clock.
      recorder.setDisplayRotation(-clockwise);
      recorder.start();
      for (int number = 0; number < 3; number++) {
        recorder.record(converter.convert(corner()));
      }
      recorder.stop();
    }
    return file;
  }
}
