package io.moodstream.dashboard.live;

import io.moodstream.pipeline.frames.Box;
import io.moodstream.pipeline.frames.Expression;
import io.moodstream.pipeline.frames.FaceExpression;
import io.moodstream.pipeline.frames.FrameExpressions;
import io.moodstream.pipeline.frames.FrameInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The live event {@code frame}: an analysed frame with its faces.
 *
 * @param suppressed whether faces are withheld because a minimum group size applies
 */
record FrameView(
    String camera,
    String frame,
    String capturedAt,
    int width,
    int height,
    int model,
    List<FaceView> faces,
    boolean suppressed) {

  /**
   * @param box x, y, width, height: pixels of the frame
   * @param probabilities seven, in model order
   */
  record FaceView(
      long track,
      List<Integer> box,
      Map<String, Float> probabilities,
      String expression,
      boolean uncertain) {

    static FaceView of(FaceExpression face) {
      Box box = face.box();
      return new FaceView(
          face.track(),
          List.of(box.x(), box.y(), box.width(), box.height()),
          probabilities(face),
          face.probabilities().top().label(),
          face.probabilities().uncertain());
    }

    private static Map<String, Float> probabilities(FaceExpression face) {
      var probabilities = new LinkedHashMap<String, Float>();
      for (Expression expression : Expression.ALL) {
        probabilities.put(expression.label(), face.probabilities().of(expression));
      }
      return probabilities;
    }
  }

  static FrameView of(FrameExpressions expressions) {
    return of(expressions, expressions.faces().stream().map(FaceView::of).toList(), false);
  }

  static FrameView withheld(FrameExpressions expressions) {
    return of(expressions, List.of(), true);
  }

  private static FrameView of(
      FrameExpressions expressions, List<FaceView> faces, boolean suppressed) {
    FrameInfo frame = expressions.frame();
    return new FrameView(
        frame.camera().value(),
        frame.id().toString(),
        frame.capturedAt().toString(),
        frame.width(),
        frame.height(),
        expressions.model(),
        faces,
        suppressed);
  }
}
