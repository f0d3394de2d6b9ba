package io.moodstream.cameraproducer;

import java.io.IOException;

/** Opens the source of a camera. */
@FunctionalInterface
interface FootageOpener {
  /**
   * @throws IOException if it cannot be opened now; the message is one line for the user
   */
  Footage open(CameraSettings camera) throws IOException, InterruptedException;

  /** The real sources. */
  static Footage openSource(CameraSettings camera) throws IOException, InterruptedException {
    Source source = camera.source();
    if (source instanceof Source.Webcam webcam) {
      return new WebcamFootage(webcam.index());
    }
    if (source instanceof Source.Film film) {
      return new FilmFootage(film.file(), film.forever());
    }
    if (source instanceof Source.Synthetic synthetic) {
      return new SyntheticFootage(
          synthetic.seed(), camera.framesPerSecond().orElse(SyntheticFootage.DEFAULT_RATE));
    }
    if (source instanceof Source.Folder folder) {
      return new FolderFootage(
          folder.folder(), camera.framesPerSecond().orElse(FolderFootage.DEFAULT_RATE));
    }
    StreamAddress address = ((Source.Network) source).address();
    return address.isRtsp() ? new RtspFootage(address) : new HttpFootage(address);
  }
}
