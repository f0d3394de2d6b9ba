package io.moodstream.cameraproducer.source;

import io.moodstream.cameraproducer.picture.JpegEncoder;
import io.moodstream.cameraproducer.picture.NativePictures;
import io.moodstream.pipeline.frames.Jpeg;
import io.moodstream.pipeline.process.NativeCode;
import java.io.IOException;
import org.bytedeco.opencv.global.opencv_videoio;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_videoio.VideoCapture;

/** A camera of this machine, through OpenCV. Owns the device and the memory of one picture. */
public final class WebcamSource implements FrameSource {
  static {
    NativePictures.loadOpenCv();
    NativeCode.load(opencv_videoio.class);
  }

  private final int index;
  private final VideoCapture device;
  private final Mat picture = new Mat();

  /**
   * @throws IOException if there is no such camera, or another program has it
   */
  public WebcamSource(int index) throws IOException {
    Webcams.requirePresent(index);
    this.index = index;
    this.device = new VideoCapture(index);
    if (!device.isOpened()) {
      close();
      throw new IOException(
          "the camera at index %d cannot be opened: another program may be using it"
              .formatted(index));
    }
  }

  @Override
  public boolean advance() throws IOException, InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    if (!device.read(picture) || picture.empty()) {
      throw new IOException("the camera at index %d gives no pictures any more".formatted(index));
    }
    return true;
  }

  @Override
  public Jpeg jpeg() {
    return JpegEncoder.encode(picture);
  }

  @Override
  public void close() {
    device.release();
    device.close();
    picture.close();
  }
}
