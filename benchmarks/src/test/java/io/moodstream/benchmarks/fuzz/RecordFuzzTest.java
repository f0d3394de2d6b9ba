package io.moodstream.benchmarks.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small part of the benchmark, always the same records. */
class RecordFuzzTest {
  private static final int RECORDS = 5_000;

  @TempDir private Path stateDir;

  @Test
  void shouldSurviveEveryRecord() {
    try (var fuzz = new RecordFuzzBenchmark(17, stateDir)) {
      fuzz.read(RECORDS);

      assertThat(fuzz.ends()).isZero();
      assertThat(fuzz.letters()).as("dead letters").isPositive();
      assertThat(fuzz.answers()).as("answers").isPositive();
    }
  }
}
