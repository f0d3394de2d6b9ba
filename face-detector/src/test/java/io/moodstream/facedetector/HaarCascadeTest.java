package io.moodstream.facedetector;

import static org.assertj.core.api.Assertions.assertThat;

import io.moodstream.facedetector.DetectorSettings.Haar;
import io.moodstream.pipeline.frames.Box;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HaarCascadeTest {
  private static final Region FACE = new Region(100, 60, 100);

  private final HaarCascade cascade = HaarCascade.open(Haar.DEFAULT, 20);

  @AfterEach
  void close() {
    cascade.close();
  }

  @Test
  void shouldFindAFaceThatHasMoved() {
    assertThat(findAgain(new Region(80, 70, 90)))
        .hasValueSatisfying(
            faces -> assertThat(faces).singleElement().matches(it -> it.overlap(FACE) > 0.7));
  }

  @Test
  void shouldNotFindAFaceThatIsFarFromTheKnownOne() {
    assertThat(findAgain(new Region(230, 60, 80))).isEmpty();
  }

  @Test
  void shouldNotTakeOneFaceForTwoKnownOnes() {
    assertThat(findAgain(new Region(80, 60, 100), new Region(120, 60, 100))).isEmpty();
  }

  @Test
  void shouldNotCallNobodyAFind() {
    assertThat(findAgain()).isEmpty();
  }

  private Optional<List<Region>> findAgain(Region... known) {
    var box = new Box((int) FACE.x(), (int) FACE.y(), (int) FACE.side(), (int) FACE.side());
    byte[] gray = DrawnPicture.of(320, 240, box).pixels();
    return NativeScope.within(
        () -> cascade.findAgain(GrayPicture.of(gray, 320, 240), List.of(known)));
  }
}
