package io.moodstream.cameraproducer.scene;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HallSceneTest {
  private static final HallScene HALL = new HallScene(3, 640, 360, 6);

  @Test
  void shouldDrawTheSamePictureForTheSameSeedAndMoment() {
    var again = new HallScene(3, 640, 360, 6);

    assertThat(pixels(again.draw(Duration.ofMillis(1234))))
        .isEqualTo(pixels(HALL.draw(Duration.ofMillis(1234))));
  }

  @Test
  void shouldDrawAPictureOfTheGivenSize() {
    BufferedImage picture = HALL.draw(Duration.ZERO);

    assertThat(List.of(picture.getWidth(), picture.getHeight())).containsExactly(640, 360);
  }

  @Test
  void shouldKnowEveryFaceInsideThePicture() {
    assertThat(moments())
        .allSatisfy(
            faces -> {
              assertThat(faces).extracting(DrawnFace::person).containsExactly(0, 1, 2, 3, 4, 5);
              assertThat(faces)
                  .allSatisfy(
                      face -> {
                        assertThat(face.box().x()).isBetween(0, 640 - face.box().width());
                        assertThat(face.box().y()).isBetween(0, 360 - face.box().height());
                        assertThat(face.visible()).isBetween(0.0, 1.0);
                      });
            });
  }

  @Test
  void shouldShowHeadsTiltedTurnedAndLoweredAndPeoplePassing() {
    List<DrawnFace> faces = moments().flatMap(List::stream).toList();

    assertThat(faces)
        .anyMatch(face -> face.pose().roll() > 20)
        .anyMatch(face -> face.pose().roll() < -20)
        .anyMatch(face -> Math.abs(face.pose().yaw()) > 30)
        .anyMatch(face -> face.pose().pitch() > 20)
        .anyMatch(face -> face.visible() < .5)
        .anyMatch(face -> face.visible() == 1);
  }

  @Test
  void shouldWalkWithoutJumps() {
    for (int frame = 1; frame < 100; frame++) {
      List<DrawnFace> before = HALL.faces(Duration.ofMillis(100L * (frame - 1)));
      List<DrawnFace> after = HALL.faces(Duration.ofMillis(100L * frame));

      for (int person = 0; person < 6; person++) {
        assertThat(after.get(person).box().overlap(before.get(person).box()))
            .as("person %d at frame %d", person, frame)
            .isGreaterThan(.4);
      }
    }
  }

  private static Stream<List<DrawnFace>> moments() {
    return IntStream.range(0, 120).mapToObj(n -> HALL.faces(Duration.ofMillis(500L * n)));
  }

  private static byte[] pixels(BufferedImage picture) {
    return ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
  }
}
