package io.moodstream.pipeline;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The constants of an enum as users write them: {@code legitimate-interest}. */
public final class EnumLabels {
  private EnumLabels() {}

  /** {@code legitimate-interest} of {@code LEGITIMATE_INTEREST}. */
  public static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Empty if the text is the label of none. */
  public static <E extends Enum<E>> Optional<E> find(Class<E> type, String text) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> of(constant).equals(text))
        .findFirst();
  }

  /**
   * @throws IllegalArgumentException if the text is the label of none; the message lists them
   */
  public static <E extends Enum<E>> E parse(Class<E> type, String text) {
    return find(type, text)
        .orElseThrow(
            () ->
                new IllegalArgumentException("'%s' is not one of %s".formatted(text, allOf(type))));
  }

  private static <E extends Enum<E>> String allOf(Class<E> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(EnumLabels::of)
        .collect(Collectors.joining(", "));
  }
}
