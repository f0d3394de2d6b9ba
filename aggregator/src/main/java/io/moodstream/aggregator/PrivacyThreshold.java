package io.moodstream.aggregator;

import io.moodstream.pipeline.Summary;
import java.util.List;

/**
 * Withholds the shares of windows that speak of too few people. It is applied both where a summary
 * is written to Kafka and where one is queried, because the stores keep the whole.
 *
 * @param people a window needs at least as many; 0 withholds nothing
 */
record PrivacyThreshold(int people) {
  Summary apply(Summary summary) {
    return summary.people() >= people
        ? summary
        : new Summary(
            summary.camera(),
            summary.step(),
            summary.from(),
            summary.frames(),
            summary.skipped(),
            summary.faces(),
            summary.people(),
            List.of(),
            summary.uncertain(),
            true,
            summary.models());
  }
}
