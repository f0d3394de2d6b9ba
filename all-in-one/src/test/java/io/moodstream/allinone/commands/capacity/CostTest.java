package io.moodstream.allinone.commands.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.moodstream.allinone.commands.capacity.Cost.Point;
import java.util.List;
import org.junit.jupiter.api.Test;

class CostTest {
  @Test
  void shouldSeparateWhatGrowsFromWhatDoesNot() {
    var cost = Cost.through(List.of(new Point(10, 0.3), new Point(20, 0.5), new Point(40, 0.9)));

    assertThat(cost.cores()).isCloseTo(0.1, within(1e-9));
    assertThat(cost.millisPerFrame()).isCloseTo(20, within(1e-9));
    assertThat(cost.coresAt(100)).isCloseTo(2.1, within(1e-9));
  }

  @Test
  void shouldPassBetweenMeasurementsThatScatter() {
    var cost = Cost.through(List.of(new Point(10, 0.32), new Point(20, 0.48), new Point(30, 0.72)));

    assertThat(cost.millisPerFrame()).isCloseTo(20, within(1e-9));
    assertThat(cost.coresAt(20)).isCloseTo(1.52 / 3, within(1e-9));
  }

  @Test
  void shouldGoThroughTheOriginRatherThanBelowIt() {
    var below = Cost.through(List.of(new Point(10, 0.1), new Point(20, 0.4)));
    var alone = Cost.through(List.of(new Point(10, 0.2)));
    var falling = Cost.through(List.of(new Point(10, 0.2), new Point(20, 0.1)));

    assertThat(below.cores()).isZero();
    assertThat(below.millisPerFrame()).isCloseTo(18, within(1e-9));
    assertThat(alone).isEqualTo(new Cost(0, 20));
    assertThat(falling.cores()).isZero();
    assertThat(falling.millisPerFrame()).isPositive();
  }

  @Test
  void shouldNeedAMeasurement() {
    assertThatThrownBy(() -> Cost.through(List.of())).hasMessageContaining("measurement");
  }
}
