package io.moodstream.cameraproducer.scene;

import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.List;

/** A drawn room with people. The same moment gives the same picture. Shows no real person. */
public sealed interface DrawnScene permits SyntheticScene, HallScene {
  /** Of {@code TYPE_3BYTE_BGR}; the caller's own. */
  BufferedImage draw(Duration sinceStart);

  /** The truth about the picture of that moment, ordered by person. */
  List<DrawnFace> faces(Duration sinceStart);
}
