package io.moodstream.emotionclassifier.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.moodstream.pipeline.frames.Expression;
import io.moodstream.pipeline.frames.Pixels;
import io.moodstream.pipeline.frames.Probabilities;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.QuadCurve2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The model that comes with this build, on faces that are drawn here. */
class ShippedModelTest {
  private static final Color TEETH = new Color(245, 245, 245);

  @TempDir private Path temp;

  private ExpressionModel model;

  @BeforeEach
  void load() {
    model = ExpressionModel.load(ModelBundle.shipped(temp));
  }

  @AfterEach
  void close() {
    model.close();
  }

  @Test
  void shouldSeeASmile() {
    Probabilities smile = model.predict(List.of(face(7))).get(0);
    Probabilities frown = model.predict(List.of(face(-4))).get(0);

    assertThat(smile.top()).isEqualTo(Expression.HAPPY);
    assertThat(smile.of(Expression.HAPPY)).isGreaterThan(2 * frown.of(Expression.HAPPY));
  }

  @Test
  void shouldPredictAFaceAlikeAloneAndAmongOthers() {
    List<Pixels> faces = List.of(face(7), face(0), face(-4), TinyModel.face(1));

    List<Probabilities> together = model.predict(faces);

    for (int i = 0; i < faces.size(); i++) {
      Probabilities alone = model.predict(List.of(faces.get(i))).get(0);
      for (Expression expression : Expression.ALL) {
        assertThat(Math.abs(together.get(i).of(expression) - alone.of(expression)))
            .as("face %d, %s", i, expression)
            .isLessThan(1e-4f);
      }
    }
  }

  /**
   * @param smile how far the middle of the mouth hangs below its corners, pixels
   */
  private static Pixels face(int smile) {
    var picture = new BufferedImage(Pixels.SIDE, Pixels.SIDE, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D pen = picture.createGraphics();
    pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    pen.setColor(Color.DARK_GRAY);
    pen.fillRect(0, 0, Pixels.SIDE, Pixels.SIDE);
    pen.setColor(new Color(190, 190, 190));
    pen.fill(new Ellipse2D.Float(5, 1, 38, 48));
    pen.setColor(new Color(50, 50, 50));
    pen.fill(new Ellipse2D.Float(12, 18, 8, 4));
    pen.fill(new Ellipse2D.Float(28, 18, 8, 4));
    pen.setStroke(new BasicStroke(2));
    pen.drawLine(11, 14, 20, 13);
    pen.drawLine(28, 13, 37, 14);
    pen.setColor(new Color(130, 130, 130));
    pen.drawLine(24, 20, 22, 29);
    pen.setStroke(new BasicStroke(1.5f));
    var mouth = new QuadCurve2D.Float(13, 33, 24, 33 + 2 * smile, 35, 33);
    if (smile > 0) {
      pen.setColor(TEETH);
      pen.fill(mouth);
      pen.setColor(new Color(90, 90, 90));
      pen.draw(new QuadCurve2D.Float(13, 33, 24, 33 + smile / 2f, 35, 33));
      // From the nose around the cheeks.
      pen.draw(new QuadCurve2D.Float(10, 34 - smile, 13, 28, 18, 27));
      pen.draw(new QuadCurve2D.Float(38, 34 - smile, 35, 28, 30, 27));
    }
    pen.setColor(new Color(60, 60, 60));
    pen.draw(mouth);
    pen.dispose();
    return new Pixels(((DataBufferByte) picture.getRaster().getDataBuffer()).getData());
  }
}
