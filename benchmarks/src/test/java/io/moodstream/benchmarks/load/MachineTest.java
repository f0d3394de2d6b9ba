package io.moodstream.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MachineTest {
  private static final String STATUS =
      """
      Name:\tjava
      VmPeak:\t 4903224 kB
      VmHWM:\t 1482404 kB
      VmRSS:\t 1382404 kB
      Threads:\t42
      """;

  @Test
  void shouldReadTheResidentMemory() {
    assertThat(Machine.kilobytes(STATUS, "VmRSS")).hasValue(1_382_404);
  }

  @Test
  void shouldFindNothingWhereNothingIsStated() {
    assertThat(Machine.kilobytes(STATUS, "Rss")).isEmpty();
    assertThat(Machine.kilobytes("", "VmRSS")).isEmpty();
  }

  @Test
  void shouldAddUpTheTimeInWhichProcessorsWereNotIdle() {
    String stat = "cpu  100 20 30 9999 8888 4 5 6 100 20\ncpu0 1 1 1 1 1 1 1 1 1 1\n";

    assertThat(Machine.busyMillis(stat)).isEqualTo(1650);
    assertThat(Machine.busyMillis("")).isZero();
  }

  @Test
  void shouldNameTheFirstProcessor() {
    String cpuinfo =
        "processor\t: 0\nmodel name\t: Fast CPU @ 3.00GHz\nprocessor\t: 1\nmodel name\t: B\n";

    assertThat(Machine.processor(cpuinfo)).isEqualTo("Fast CPU @ 3.00GHz");
  }

  @Test
  void shouldNameTheArchitectureOfAnUnknownProcessor() {
    assertThat(Machine.processor("")).isEqualTo(System.getProperty("os.arch"));
  }
}
