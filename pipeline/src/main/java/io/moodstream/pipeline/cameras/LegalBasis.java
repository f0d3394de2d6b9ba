package io.moodstream.pipeline.cameras;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** On which ground of the GDPR a camera's pictures are analysed. */
public enum LegalBasis {
  /** Article 6(1)(a). */
  CONSENT,
  /** Articles 6(1)(a) and 9(2)(a): where a result may reveal a person's health or beliefs. */
  EXPLICIT_CONSENT,
  /** Article 6(1)(b). */
  CONTRACT,
  /** Article 6(1)(c). */
  LEGAL_OBLIGATION,
  /** Article 6(1)(d). */
  VITAL_INTERESTS,
  /** Article 6(1)(e). */
  PUBLIC_TASK,
  /** Article 6(1)(f). */
  LEGITIMATE_INTEREST;

  /** {@code legitimate-interest}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public boolean isConsent() {
    return this == CONSENT || this == EXPLICIT_CONSENT;
  }

  /** Whether Article 21 of the GDPR gives the right to object. */
  public boolean allowsObjection() {
    return this == PUBLIC_TASK || this == LEGITIMATE_INTEREST;
  }

  /**
   * @throws IllegalArgumentException listing the codes
   */
  public static LegalBasis parse(String text) {
    return Arrays.stream(values())
        .filter(each -> each.label().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'%s' is not one of %s"
                        .formatted(
                            text,
                            Arrays.stream(values())
                                .map(LegalBasis::label)
                                .collect(Collectors.joining(", ")))));
  }
}
