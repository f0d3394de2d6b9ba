package io.moodstream.pipeline.cameras;

import io.moodstream.pipeline.EnumLabels;
import java.util.Optional;

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
    return EnumLabels.of(this);
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
    return EnumLabels.find(CameraPurpose.class, text);
  }

  /**
   * @throws IllegalArgumentException listing the codes
   */
  public static CameraPurpose parse(String text) {
    return EnumLabels.parse(CameraPurpose.class, text);
  }
}
