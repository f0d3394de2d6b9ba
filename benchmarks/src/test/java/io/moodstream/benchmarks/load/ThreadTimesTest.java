package io.moodstream.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThreadTimesTest {
  private static final String DUMP =
      """
      2026-01-31 10:00:00
      Full thread dump OpenJDK 64-Bit Server VM (17.0.1+12 mixed mode, sharing):

      "moodstream-face-detector-StreamThread-1" #61 prio=5 os_prio=0 cpu=1200.50ms elapsed=9.31s tid=0x1 nid=0x2 runnable  [0x3]
         java.lang.Thread.State: RUNNABLE
      \tat io.moodstream.Foo.bar("cpu=9ms")

      "kafka-producer-network-thread | moodstream-face-detector-StreamThread-1-producer" #62 daemon prio=5 os_prio=0 cpu=99.50ms elapsed=9.00s tid=0x1 nid=0x2 runnable  [0x3]

      "GC Thread#0" os_prio=0 cpu=40.00ms elapsed=9.46s tid=0x1 nid=0x2 runnable

      "GC Thread#1" os_prio=0 cpu=60.00ms elapsed=9.46s tid=0x1 nid=0x2 runnable
      """;

  @Test
  void shouldAddUpTheThreadsOfEachGroup() {
    var times = ThreadTimes.parse(DUMP, 2000);

    assertThat(times.threads())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("face-detector", 1200.5, "Kafka clients", 99.5, "collector", 100.0));
  }

  @Test
  void shouldGiveWhatNoThreadUsedToTheOthers() {
    var before = new ThreadTimes(Map.of("face-detector", 200.0), 1000);
    var after = new ThreadTimes(Map.of("face-detector", 500.0, "dashboard", 100.0), 1500);

    Map<String, Double> shares = after.sharesSince(before);

    assertThat(shares)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("face-detector", 0.6, "dashboard", 0.2, ThreadTimes.OTHERS, 0.2));
  }

  @Test
  void shouldNotCountThreadsThatHaveEndedAgainstTheOthers() {
    var before = new ThreadTimes(Map.of("dashboard", 200.0, "aggregator", 10.0), 1000);
    var after = new ThreadTimes(Map.of("dashboard", 50.0, "aggregator", 110.0), 1100);

    Map<String, Double> shares = after.sharesSince(before);

    assertThat(shares.get("dashboard")).isZero();
    assertThat(shares.values().stream().mapToDouble(Double::doubleValue).sum())
        .isCloseTo(1, within(1e-9));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "moodstream-emotion-classifier-StreamThread-1;emotion-classifier",
        "emotion-classifier-models;emotion-classifier",
        "moodstream-aggregator-StreamThread-1;aggregator",
        "kafka-coordinator-heartbeat-thread | moodstream-aggregator;Kafka clients",
        "data-plane-kafka-network-thread-1-ListenerName(LOCAL)-SASL_PLAINTEXT-0;network",
        "data-plane-kafka-request-handler-3;requests",
        "tail-moodstream.expressions.v1;dashboard",
        "live-client;dashboard",
        "camera-lobby;camera-producer",
        "C2 CompilerThread0;compiler",
        "VM Thread;collector",
        "main;other threads"
      })
  void shouldNameTheStageOfAThread(String thread, String group) {
    assertThat(ThreadTimes.group(thread)).isEqualTo(group);
  }
}
