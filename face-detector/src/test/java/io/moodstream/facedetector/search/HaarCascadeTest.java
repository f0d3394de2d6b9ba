package io.moodstream.facedetector.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.moodstream.facedetector.DrawnPicture;
import io.moodstream.facedetector.GrayPicture;
import io.moodstream.facedetector.search.DetectorSettings.Haar;
import io.moodstream.facedetector.search.RegionFinder.Effort;
import io.moodstream.pipeline.frames.Box;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HaarCascadeTest {
  private static final Region FACE = Region.upright(100, 60, 100);

  private final HaarCascade cascade = HaarCascade.open(Haar.DEFAULT);

  @AfterEach
  void close() {
    cascade.close();
  }

  @ParameterizedTest
  @EnumSource(Effort.class)
  void shouldFindAFaceOfTheGivenSizes(Effort effort) {
    List<Detection> found = find(20, 200, effort);

    assertThat(found).singleElement().matches(face -> face.region().overlap(FACE) > 0.7);
    assertThat(found.get(0).confidence()).isGreaterThanOrEqualTo(2);
  }

  @Test
  void shouldNotFindAFaceOfAnotherSize() {
    assertThat(find(20, 60, Effort.THOROUGH)).isEmpty();
    assertThat(find(150, 240, Effort.THOROUGH)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 19, 20})
  void shouldFindNothingInATinyPicture(int side) {
    byte[] gray = new byte[side * side];

    List<Detection> found =
        NativeScope.within(
            () -> cascade.find(GrayPicture.of(gray, side, side), 20, 48, Effort.QUICK));

    assertThat(found).isEmpty();
  }

  private List<Detection> find(int smallest, int largest, Effort effort) {
    var box = new Box((int) FACE.left(), (int) FACE.top(), (int) FACE.side(), (int) FACE.side());
    byte[] gray = DrawnPicture.of(320, 240, box).pixels();
    return NativeScope.within(
        () -> cascade.find(GrayPicture.of(gray, 320, 240), smallest, largest, effort));
  }
}
