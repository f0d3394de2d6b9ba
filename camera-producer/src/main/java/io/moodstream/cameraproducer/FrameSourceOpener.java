package io.moodstream.cameraproducer;

import io.moodstream.cameraproducer.source.FolderSource;
import io.moodstream.cameraproducer.source.FrameSource;
import io.moodstream.cameraproducer.source.HttpSource;
import io.moodstream.cameraproducer.source.RtspSource;
import io.moodstream.cameraproducer.source.SyntheticSource;
import io.moodstream.cameraproducer.source.VideoFileSource;
import io.moodstream.cameraproducer.source.WebcamSource;
import io.moodstream.pipeline.cameras.CameraSettings;
import io.moodstream.pipeline.cameras.Source;
import io.moodstream.pipeline.cameras.StreamAddress;
import java.io.IOException;

/** Opens the source of a camera. */
@FunctionalInterface
interface FrameSourceOpener {
  /**
   * @throws IOException if it cannot be opened now; the message is one line for the user
   */
  FrameSource open(CameraSettings camera) throws IOException, InterruptedException;

  /** The real sources. */
  static FrameSource openSource(CameraSettings camera) throws IOException, InterruptedException {
    Source source = camera.source();
    if (source instanceof Source.Webcam webcam) {
      return new WebcamSource(webcam.index());
    }
    if (source instanceof Source.VideoFile film) {
      return new VideoFileSource(film.file(), film.forever());
    }
    if (source instanceof Source.Synthetic synthetic) {
      return new SyntheticSource(
          synthetic, camera.framesPerSecond().orElse(SyntheticSource.DEFAULT_RATE));
    }
    if (source instanceof Source.Folder folder) {
      return new FolderSource(
          folder.folder(), camera.framesPerSecond().orElse(FolderSource.DEFAULT_RATE));
    }
    StreamAddress address = ((Source.Network) source).address();
    return address.isRtsp() ? new RtspSource(address) : new HttpSource(address);
  }
}
