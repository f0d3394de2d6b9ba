package io.moodstream.emotionclassifier.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.moodstream.pipeline.frames.Pixels;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class PreprocessingTest {
  @Test
  void shouldScaleGrayFromBlackToWhite() {
    // Given
    byte[] values = new byte[Pixels.COUNT];
    values[1] = (byte) 51;
    values[47] = (byte) 128;
    values[48] = (byte) 255;
    ByteBuffer input = Preprocessing.allocate(2);

    // When
    Preprocessing.write(
        List.of(new Pixels(new byte[Pixels.COUNT]), new Pixels(values)), input.asFloatBuffer());

    // Then
    FloatBuffer floats = input.asFloatBuffer();
    assertThat(floats.capacity()).isEqualTo(2 * Pixels.COUNT);
    assertThat(floats.get(Pixels.COUNT)).isZero();
    assertThat(floats.get(Pixels.COUNT + 1)).isEqualTo(0.2f);
    assertThat(floats.get(Pixels.COUNT + 47)).isEqualTo(128 / 255f);
    assertThat(floats.get(Pixels.COUNT + 48)).isEqualTo(1f);
  }

  @Test
  void shouldTreatAugmentedGraysAsPixels() {
    // Given
    FloatBuffer fromPixels = FloatBuffer.allocate(Pixels.COUNT);
    FloatBuffer fromGrays = FloatBuffer.allocate(Pixels.COUNT);
    Pixels face = TinyModel.face(1);
    float[] grays = new float[Pixels.COUNT];
    for (int i = 0; i < grays.length; i++) {
      grays[i] = face.at(i);
    }

    // When
    Preprocessing.write(face, fromPixels);
    Preprocessing.write(grays, fromGrays);

    // Then
    assertThat(fromGrays.array()).isEqualTo(fromPixels.array());
  }
}
