package io.moodstream.trainer;

import io.moodstream.pipeline.Pixels;
import java.util.Optional;

/** Makes of a picture file the face that a network sees. */
@FunctionalInterface
public interface PictureReader {
  /** The picture is the face: its largest square in the middle, gray, 48 x 48. */
  PictureReader WHOLE = Picture::decode;

  /**
   * A detector that crops faces out of larger pictures can stand here.
   *
   * @param picture a JPEG or PNG
   * @return empty if it cannot be read or shows no face
   */
  Optional<Pixels> face(byte[] picture);
}
