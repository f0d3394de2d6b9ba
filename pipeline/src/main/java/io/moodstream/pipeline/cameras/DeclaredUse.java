package io.moodstream.pipeline.cameras;

import java.util.Optional;

/**
 * What the operator declares about the use of a camera. A prohibited purpose without a claimed
 * exception cannot be declared, wherever it comes from.
 *
 * @param exception for a prohibited purpose, and for no other
 */
public record DeclaredUse(
    Optional<CameraPurpose> purpose,
    Optional<LegalBasis> legalBasis,
    Optional<ExceptionClaim> exception) {
  public static final DeclaredUse NONE =
      new DeclaredUse(Optional.empty(), Optional.empty(), Optional.empty());

  /**
   * @throws ProhibitedPurpose if the law prohibits the purpose and no exception is claimed
   * @throws IllegalArgumentException naming the field of a camera
   */
  public DeclaredUse {
    Optional<CameraPurpose> prohibited = purpose.filter(CameraPurpose::isProhibited);
    if (prohibited.isPresent() && exception.isEmpty()) {
      throw new ProhibitedPurpose(prohibited.get());
    }
    if (exception.isPresent() && prohibited.isEmpty()) {
      throw new IllegalArgumentException(
          "exception: only for the purposes workplace and education");
    }
    if (purpose.equals(Optional.of(CameraPurpose.RESEARCH_WITH_CONSENT))
        && legalBasis.filter(basis -> !basis.isConsent()).isPresent()) {
      throw new IllegalArgumentException(
          "legalBasis: research-with-consent needs consent or explicit-consent");
    }
  }

  public boolean isEmpty() {
    return equals(NONE);
  }

  /**
   * The refusal of a purpose that the law prohibits: one wording for files, API, Kafka and the
   * command line.
   */
  public static final class ProhibitedPurpose extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** Names the refusal in the API and in messages. */
    public static final String CODE = "prohibited-purpose";

    ProhibitedPurpose(CameraPurpose purpose) {
      super(
          ("purposeCode: '%s' is refused (%s): AI systems that infer emotions of people in the areas"
                  + " of workplace and education institutions are prohibited, except for medical or"
                  + " safety reasons (EU AI Act, Regulation (EU) 2024/1689, Article 5(1)(f)). If such"
                  + " a reason applies, claim it in cameras.yaml or in the API: exception (medical or"
                  + " safety) and exceptionReason (%d to %d characters); the claim is written to the"
                  + " audit")
              .formatted(purpose.label(), CODE, ExceptionClaim.SHORTEST, ExceptionClaim.LONGEST));
    }
  }
}
