package io.moodstream.trainer.faces;

import io.moodstream.pipeline.frames.Pixels;
import java.util.Optional;

/** Makes of a picture file the face that a network sees. */
@FunctionalInterface
public interface PictureReader {
  /** The picture is the face: its largest square in the middle, gray, 48 x 48. */
  PictureReader WHOLE = picture -> Optional.of(Picture.decode(picture));

  /**
   * A detector that crops faces out of larger pictures can be used here.
   *
   * @param picture a JPEG or PNG
   * @return empty if it shows no face
   * @throws TrainerException if it cannot be read; the message states why
   */
  Optional<Pixels> face(byte[] picture);
}
