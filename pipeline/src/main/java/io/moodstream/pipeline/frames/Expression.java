package io.moodstream.pipeline.frames;

import java.util.List;
import java.util.Locale;

/**
 * The seven expressions of FER-2013 in model order: the order of a model's outputs, of {@link
 * Probabilities} and of every list of seven on Kafka. It is alphabetical, as FER-2013's class
 * folders are; FER-2013's csv has another order.
 */
public enum Expression {
  ANGRY,
  DISGUST,
  FEAR,
  HAPPY,
  NEUTRAL,
  SAD,
  SURPRISE;

  /** In model order. */
  public static final List<Expression> ALL = List.of(values());

  private final String label = name().toLowerCase(Locale.ROOT);

  /**
   * The word on screen, in the API, in folders of training pictures and in a model's card: {@code
   * "angry"}.
   */
  public String label() {
    return label;
  }

  /** 0 to 6: the place in every list of seven. */
  @SuppressWarnings("EnumOrdinal") // The order of the constants is the model order.
  public int index() {
    return ordinal();
  }

  /**
   * @throws IllegalArgumentException if no expression has this label
   */
  public static Expression ofLabel(String label) {
    for (Expression expression : ALL) {
      if (expression.label.equals(label)) {
        return expression;
      }
    }
    throw new IllegalArgumentException(
        "unknown expression '%s': known are %s".formatted(label, labels()));
  }

  /** All labels in model order. */
  public static List<String> labels() {
    return ALL.stream().map(Expression::label).toList();
  }
}
