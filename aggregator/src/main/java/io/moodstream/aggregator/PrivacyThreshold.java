package io.moodstream.aggregator;

import io.moodstream.pipeline.summaries.Summary;
import java.util.List;

/**
 * Withholds the shares of windows that speak of too few people. It is applied both where a summary
 * is written to Kafka and where one is queried, because the stores keep the whole.
 *
 * <p>People are those that one frame shows together. Tracks would not do: a face that is lost for a
 * moment comes back as a new one, so somebody alone is soon a crowd. A summary from before faces
 * were counted together is withheld.
 *
 * @param people a window needs at least as many together; 0 withholds nothing
 */
record PrivacyThreshold(int people) {
  Summary apply(Summary summary) {
    return summary.together() >= people
        ? summary
        : new Summary(
            summary.camera(),
            summary.step(),
            summary.from(),
            summary.frames(),
            summary.skipped(),
            summary.faces(),
            summary.people(),
            summary.together(),
            List.of(),
            summary.uncertain(),
            true,
            summary.models());
  }
}
