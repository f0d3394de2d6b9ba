package io.moodstream.pipeline.cameras;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.moodstream.pipeline.frames.CameraId;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One camera, as it is wanted.
 *
 * @param framesPerSecond an upper limit, above 0 to 120; pictures beyond it are left out. Empty: as
 *     many as the source gives
 * @param pictures whether the dashboard may show the picture; always true for a drawn scene, which
 *     shows an empty scene
 * @param masks regions that are blackened before a frame leaves the camera machine
 * @param paused whether the source stays closed for now
 */
public record CameraSettings(
    CameraId id,
    Source source,
    OptionalDouble framesPerSecond,
    boolean pictures,
    List<Mask> masks,
    boolean paused,
    CameraLabel label) {
  private static final double FASTEST = 120;

  /** The last {@code ,name=value}. A comma without {@code name=} after it belongs to the source. */
  private static final Pattern LAST_OPTION =
      Pattern.compile("(?<before>.*),(?<name>[A-Za-z]+)=(?<value>[^,]*)", Pattern.DOTALL);

  /** One that runs, without a mask and without a label. */
  public CameraSettings(
      CameraId id, Source source, OptionalDouble framesPerSecond, boolean pictures) {
    this(id, source, framesPerSecond, pictures, List.of(), false, CameraLabel.NONE);
  }

  public CameraSettings {
    masks = List.copyOf(masks);
    pictures = pictures || source instanceof Source.Synthetic;
    framesPerSecond.ifPresent(
        rate -> {
          if (!(rate > 0 && rate <= FASTEST)) {
            throw new IllegalArgumentException(
                "camera %s: fps=%s is not above 0 and at most 120".formatted(id, rate));
          }
        });
  }

  /**
   * @param text {@code ID=SOURCE[,fps=10][,pictures=on|off][,purpose=WORDS or CODE][,basis=CODE]};
   *     see {@link Source#parse}
   * @throws IllegalArgumentException if it is anything else; the message is one line for the user
   */
  public static CameraSettings parse(String text) {
    int equals = text.indexOf('=');
    if (equals < 0 || text.substring(0, equals).contains(":")) {
      throw new IllegalArgumentException(
          "a camera is written ID=SOURCE, as hall=webcam:0; '%s' has no ID="
              .formatted(text.replaceFirst("//[^/]*@", "//")));
    }
    CameraId id = new CameraId(text.substring(0, equals));
    try {
      return parse(id, text.substring(equals + 1));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("camera %s: %s".formatted(id, e.getMessage()), e);
    }
  }

  private static CameraSettings parse(CameraId id, String text) {
    String source = text;
    OptionalDouble rate = OptionalDouble.empty();
    boolean pictures = false;
    String sourceOptions = "";
    ObjectNode use = JsonNodeFactory.instance.objectNode();
    for (Matcher option = LAST_OPTION.matcher(source);
        option.matches();
        option = LAST_OPTION.matcher(source)) {
      String value = option.group("value");
      switch (option.group("name")) {
        case "fps" -> rate = OptionalDouble.of(rate(value));
        case "pictures" -> pictures = onOrOff(value);
        case "purpose" -> use.put("purpose", value);
        case "basis" -> use.put("legalBasis", value);
        case "size", "people" ->
            sourceOptions = ",%s=%s%s".formatted(option.group("name"), value, sourceOptions);
        default ->
            throw new IllegalArgumentException(
                "unknown option '%s': known are fps, pictures, purpose, basis; size and people for synthetic"
                    .formatted(option.group("name")));
      }
      source = option.group("before");
    }
    return new CameraSettings(
        id, source(source, sourceOptions), rate, pictures, List.of(), false, CameraJson.label(use));
  }

  private static Source source(String text, String options) {
    if (!options.isEmpty() && !text.startsWith("synthetic")) {
      throw new IllegalArgumentException(
          "'%s' is an option of synthetic cameras only".formatted(options.substring(1)));
    }
    return Source.parse(text + options);
  }

  private static double rate(String value) {
    // Not Double.parseDouble alone, which takes 0x1p3 and 10d too.
    double rate = Pattern.matches("\\d{1,3}(\\.\\d+)?", value) ? Double.parseDouble(value) : -1;
    if (rate <= 0 || rate > FASTEST) {
      throw new IllegalArgumentException(
          "fps=%s is not a number above 0 and at most 120".formatted(value));
    }
    return rate;
  }

  private static boolean onOrOff(String value) {
    return switch (value) {
      case "on" -> true;
      case "off" -> false;
      default ->
          throw new IllegalArgumentException("pictures=%s is neither on nor off".formatted(value));
    };
  }
}
