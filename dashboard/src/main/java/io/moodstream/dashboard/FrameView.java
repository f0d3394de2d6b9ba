package io.moodstream.dashboard;

import io.moodstream.pipeline.frames.Box;
import io.moodstream.pipeline.frames.Expression;
import io.moodstream.pipeline.frames.FaceExpression;
import io.moodstream.pipeline.frames.FrameExpressions;
import io.moodstream.pipeline.frames.FrameInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The live event {@code frame}: an analysed frame with its judged faces. */
record FrameView(
    String camera,
    String frame,
    String capturedAt,
    int width,
    int height,
    int model,
    List<FaceView> faces) {

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
    FrameInfo frame = expressions.frame();
    return new FrameView(
        frame.camera().value(),
        frame.id().toString(),
        frame.capturedAt().toString(),
        frame.width(),
        frame.height(),
        expressions.model(),
        expressions.faces().stream().map(FaceView::of).toList());
  }
}
