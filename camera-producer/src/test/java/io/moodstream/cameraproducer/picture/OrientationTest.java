package io.moodstream.cameraproducer.picture;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrientationTest {
  /** A picture of 2 x 2 pixels, row by row: 1 2 / 3 4. The matrices are those of FFmpeg. */
  @ParameterizedTest
  @CsvSource({
    "1, 0, 0, 1, 1234",
    "-1, 0, 0, 1, 2143",
    "1, 0, 0, -1, 3412",
    "-1, 0, 0, -1, 4321",
    "0, 1, 1, 0, 1324",
    "0, 1, -1, 0, 3142",
    "0, -1, 1, 0, 2413",
    "0, -1, -1, 0, 4231"
  })
  void shouldShowAStoredPictureAsItsMatrixDemands(int a, int b, int c, int d, String shown) {
    try (Mat stored = new Mat(2, 2, opencv_core.CV_8UC1);
        Mat turned = new Mat()) {
      stored.data().put((byte) 1, (byte) 2, (byte) 3, (byte) 4);

      Mat picture =
          Orientation.of(65_536 * a, 65_536 * b, 65_536 * c, 65_536 * d).apply(stored, turned);

      var pixels = new byte[4];
      picture.data().get(pixels);
      assertThat("%d%d%d%d".formatted(pixels[0], pixels[1], pixels[2], pixels[3])).isEqualTo(shown);
    }
  }
}
