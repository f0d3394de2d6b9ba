package io.moodstream.pipeline.cameras;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a camera is used for, as a code. Its own words are in {@link CameraLabel#purpose}. */
public enum CameraPurpose {
  RETAIL_STATISTICS,
  VISITOR_STATISTICS,
  EVENT_STATISTICS,
  EXHIBITION,
  RESEARCH_WITH_CONSENT,
  MEDICAL,
  SAFETY,
  DEMONSTRATION,
  WORKPLACE,
  EDUCATION,
  OTHER;

  /** {@code retail-statistics}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Whether the EU AI Act, Article 5(1)(f), prohibits it unless a medical or safety reason applies.
   */
  public boolean isProhibited() {
    return switch (this) {
      case WORKPLACE, EDUCATION -> true;
      case RETAIL_STATISTICS,
          VISITOR_STATISTICS,
          EVENT_STATISTICS,
          EXHIBITION,
          RESEARCH_WITH_CONSENT,
          MEDICAL,
          SAFETY,
          DEMONSTRATION,
          OTHER ->
          false;
    };
  }

  /** Empty if the text is not a code. */
  public static Optional<CameraPurpose> find(String text) {
    return Arrays.stream(values()).filter(each -> each.label().equals(text)).findFirst();
  }

  /**
   * @throws IllegalArgumentException listing the codes
   */
  public static CameraPurpose parse(String text) {
    return find(text)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'%s' is not one of %s"
                        .formatted(
                            text,
                            Arrays.stream(values())
                                .map(CameraPurpose::label)
                                .collect(Collectors.joining(", ")))));
  }
}
