package io.moodstream.facedetector;

import static org.assertj.core.api.Assertions.assertThat;

import io.moodstream.pipeline.Box;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FaceFinderTest {
  private final FaceFinder finder = FaceFinder.open(DetectorSettings.defaults());

  @AfterEach
  void close() {
    finder.close();
  }

  @Test
  void shouldFindADrawnFaceWhereItIs() {
    var face = new Box(220, 120, 160, 160);

    FoundFaces found = finder.find(DrawnPicture.of(640, 480, face).jpeg().bytes());

    assertThat(found.width()).isEqualTo(640);
    assertThat(found.height()).isEqualTo(480);
    assertThat(found.boxes())
        .singleElement()
        .satisfies(box -> assertThat(box.overlap(face)).isGreaterThan(0.7));
  }
}
