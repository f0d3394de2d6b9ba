package io.moodstream.pipeline.cameras;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many people walk through a drawn hall, and how large its picture is.
 *
 * @param width pixels, 160 to 7680
 * @param height pixels, 120 to 4320
 * @param people 1 to 40
 */
public record Crowd(int width, int height, int people) {
  static final Crowd DEFAULT = new Crowd(1280, 720, 6);

  private static final Pattern SIZE = Pattern.compile("(\\d{1,4})x(\\d{1,4})");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,4}");

  public Crowd {
    require("width", width, 160, 7680);
    require("height", height, 120, 4320);
    require("people", people, 1, 40);
  }

  private static void require(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s %d of a synthetic camera is not between %d and %d"
              .formatted(name, value, least, most));
    }
  }

  /**
   * With one option changed.
   *
   * @throws IllegalArgumentException if it is not {@code size=WIDTHxHEIGHT} or {@code people=N}
   */
  Crowd with(String option) {
    Matcher size = SIZE.matcher(option.replaceFirst("^size=", ""));
    if (option.startsWith("size=") && size.matches()) {
      return new Crowd(Integer.parseInt(size.group(1)), Integer.parseInt(size.group(2)), people);
    }
    String number = option.replaceFirst("^people=", "");
    if (option.startsWith("people=") && NUMBER.matcher(number).matches()) {
      return new Crowd(width, height, Integer.parseInt(number));
    }
    throw new IllegalArgumentException(
        "'%s' is not an option of a synthetic camera: size=1920x1080 or people=8"
            .formatted(option));
  }

  @Override
  public String toString() {
    return "size=%dx%d,people=%d".formatted(width, height, people);
  }
}
