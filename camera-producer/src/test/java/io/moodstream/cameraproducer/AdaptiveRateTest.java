package io.moodstream.cameraproducer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AdaptiveRateTest {
  private static final double SOURCE = 24;
  private static final Duration FRESH = Duration.ofSeconds(1);

  @Test
  void shouldNotSlowDownWhatIsAnalysedInTime() {
    var machine = new Machine(60, 2);

    machine.run(Duration.ofSeconds(20));

    assertThat(machine.cameras).allSatisfy(camera -> assertThat(camera.rate()).isInfinite());
  }

  @Test
  void shouldSlowDownToWhatTheMachineAnalyses() {
    var machine = new Machine(30, 4);
    machine.run(Duration.ofSeconds(30));
    machine.forget();

    machine.run(Duration.ofSeconds(60));

    assertThat(machine.analysed / 60.0).isGreaterThan(0.9 * 30);
    assertThat(machine.skipped).isLessThan(machine.analysed / 10);
  }

  @Test
  void shouldShareTheMachineFairly() {
    var machine = new Machine(30, 4);
    machine.run(Duration.ofSeconds(60));
    machine.forget();

    machine.run(Duration.ofSeconds(60));

    double fair = machine.analysed / 4.0;
    assertThat(machine.analysedByCamera)
        .allSatisfy(count -> assertThat((double) count).isBetween(0.5 * fair, 1.75 * fair));
  }

  @Test
  void shouldSpeedUpAgainWhenThereIsRoom() {
    var machine = new Machine(20, 2);
    machine.run(Duration.ofSeconds(30));

    machine.capacity = 100;
    machine.run(Duration.ofSeconds(60));

    assertThat(machine.cameras).allSatisfy(camera -> assertThat(camera.rate()).isInfinite());
  }

  @Test
  void shouldBeAtItsOwnRateSoonAfterOneBadSecond() {
    var machine = new Machine(60, 2);
    machine.capacity = 5;
    machine.run(Duration.ofSeconds(2));
    machine.capacity = 60;

    machine.run(Duration.ofSeconds(12));

    assertThat(machine.cameras).allSatisfy(camera -> assertThat(camera.rate()).isInfinite());
  }

  @Test
  void shouldKeepAskingWhenNothingIsAnalysed() {
    var rate = new AdaptiveRate();
    Instant now = Instant.EPOCH;
    for (int i = 0; i < 200; i++) {
      rate.admits(i * 40_000_000L);
      now = now.plusMillis(40);
      rate.onAnswer(false, now, now);
    }

    assertThat(rate.rate()).isEqualTo(AdaptiveRate.SLOWEST);
  }

  /** A queue for all cameras, and a detector that skips what has waited for more than a second. */
  private static final class Machine {
    private record Sent(int camera, Instant at) {}

    private final List<AdaptiveRate> cameras = new ArrayList<>();
    private final List<Integer> analysedByCamera = new ArrayList<>();
    private final Deque<Sent> queue = new ArrayDeque<>();
    private double capacity;
    private double credit;
    private long millis;
    private int analysed;
    private int skipped;

    Machine(double capacity, int cameras) {
      this.capacity = capacity;
      IntStream.range(0, cameras).forEach(i -> this.cameras.add(new AdaptiveRate()));
      forget();
    }

    void forget() {
      analysed = 0;
      skipped = 0;
      analysedByCamera.clear();
      cameras.forEach(camera -> analysedByCamera.add(0));
    }

    void run(Duration span) {
      for (long end = millis + span.toMillis(); millis < end; millis++) {
        capture();
        analyse();
      }
    }

    private void capture() {
      for (int i = 0; i < cameras.size(); i++) {
        boolean due = (long) (millis * SOURCE / 1000) != (long) ((millis + 1) * SOURCE / 1000);
        if (due && cameras.get(i).admits(millis * 1_000_000)) {
          queue.add(new Sent(i, now()));
        }
      }
    }

    private void analyse() {
      credit = Math.min(1, credit + capacity / 1000);
      while (!queue.isEmpty()) {
        Sent next = queue.peek();
        boolean fresh = next.at().plus(FRESH).isAfter(now());
        if (fresh && credit < 1) {
          return;
        }
        queue.remove();
        if (fresh) {
          credit--;
          analysed++;
          analysedByCamera.set(next.camera(), analysedByCamera.get(next.camera()) + 1);
        } else {
          skipped++;
        }
        cameras.get(next.camera()).onAnswer(fresh, next.at(), now());
      }
    }

    private Instant now() {
      return Instant.ofEpochMilli(millis);
    }
  }
}
