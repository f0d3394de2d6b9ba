package io.moodstream.pipeline.cameras;

import io.moodstream.pipeline.EnumLabels;

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
    return EnumLabels.of(this);
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
    return EnumLabels.parse(LegalBasis.class, text);
  }
}
