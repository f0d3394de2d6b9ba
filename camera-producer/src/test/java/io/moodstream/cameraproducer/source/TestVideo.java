package io.moodstream.cameraproducer.source;

import io.moodstream.cameraproducer.picture.JpegEncoder;
import io.moodstream.cameraproducer.picture.NativePictures;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.Java2DFrameConverter;

/** Films that a test draws and encodes itself: a white square travels over a dark ground. */
public final class TestVideo {
  static {
    NativePictures.loadFfmpeg();
  }

  static final int WIDTH = 320;
  static final int HEIGHT = 240;

  private TestVideo() {}

  /** Motion JPEG or MPEG-4, by the file's extension. */
  public static Path write(Path file, int pictures, double rate) {
    try (var recorder = new FFmpegFrameRecorder(file.toFile(), WIDTH, HEIGHT);
        var converter = new Java2DFrameConverter()) {
      recorder.setVideoCodec(
          file.toString().endsWith(".avi") ? avcodec.AV_CODEC_ID_MJPEG : avcodec.AV_CODEC_ID_MPEG4);
      recorder.setFrameRate(rate);
      recorder.setVideoQuality(3);
      recorder.start();
      for (int number = 0; number < pictures; number++) {
        recorder.record(converter.convert(picture(WIDTH, HEIGHT, number)));
      }
      recorder.stop();
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** JPEGs one after another, of any sizes: a raw motion JPEG stream. */
  static Path writeRaw(Path file, BufferedImage... pictures) throws IOException {
    Files.createFile(file);
    for (BufferedImage picture : pictures) {
      Files.write(file, JpegEncoder.encode(picture).bytes(), StandardOpenOption.APPEND);
    }
    return file;
  }

  public static BufferedImage picture(int width, int height, int number) {
    var picture = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = picture.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(number * 4 % width, height / 3, height / 3, height / 3);
    graphics.dispose();
    return picture;
  }
}
