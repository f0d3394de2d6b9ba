package io.moodstream.allinone.video;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.moodstream.pipeline.frames.Box;
import io.moodstream.pipeline.frames.Expression;
import io.moodstream.pipeline.frames.FaceExpression;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * One line a face: time in seconds from the first picture on, the face's track, its box in pixels,
 * seven probabilities in model order, the dominant expression.
 */
public final class FaceReport {
  /** The kinds of report. */
  public enum Format {
    CSV,
    JSON
  }

  private static final JsonMapper MAPPER = new JsonMapper();

  private final Format format;
  private final PrintWriter out;
  private boolean begun;

  public FaceReport(Format format, PrintWriter out) {
    this.format = format;
    this.out = out;
  }

  /** The faces of a picture, which may be none. */
  void add(Duration at, List<FaceExpression> faces) {
    begin();
    for (FaceExpression face : faces) {
      out.println(
          switch (format) {
            case CSV -> csv(at, face);
            case JSON -> json(at, face);
          });
    }
  }

  /** Not before the first picture is there: a failure leaves no empty table behind. */
  private void begin() {
    if (format == Format.CSV && !begun) {
      out.println(
          "time,face,x,y,width,height," + String.join(",", Expression.labels()) + ",dominant");
    }
    begun = true;
  }

  private static String csv(Duration at, FaceExpression face) {
    Box box = face.box();
    var line =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%.3f,%d,%d,%d,%d,%d",
                seconds(at),
                face.track(),
                box.x(),
                box.y(),
                box.width(),
                box.height()));
    for (float probability : face.probabilities().values()) {
      line.append(String.format(Locale.ROOT, ",%.4f", probability));
    }
    return line.append(',').append(face.probabilities().top().label()).toString();
  }

  private static String json(Duration at, FaceExpression face) {
    ObjectNode line =
        MAPPER
            .createObjectNode()
            .put("time", seconds(at))
            .put("face", face.track())
            .put("x", face.box().x())
            .put("y", face.box().y())
            .put("width", face.box().width())
            .put("height", face.box().height());
    for (Expression expression : Expression.ALL) {
      line.put(expression.label(), face.probabilities().of(expression));
    }
    line.put("dominant", face.probabilities().top().label());
    try {
      return MAPPER.writeValueAsString(line);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("numbers and texts are always writable", e);
    }
  }

  private static double seconds(Duration at) {
    return at.toMillis() / 1000.0;
  }
}
