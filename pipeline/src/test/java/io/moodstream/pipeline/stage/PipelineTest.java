package io.moodstream.pipeline.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moodstream.pipeline.process.Shutdown;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class PipelineTest {
  private final List<String> events = new ArrayList<>();

  @Test
  void shouldStartInOrderAndCloseInReverse() {
    Pipeline pipeline = Pipeline.start(List.of(stage("a"), stage("b")));

    pipeline.close();
    pipeline.close();

    assertThat(events).containsExactly("start a", "start b", "close b", "close a");
  }

  @Test
  void shouldCloseWhatHasStartedWhenAStageCannotStart() {
    assertThatThrownBy(() -> Pipeline.start(List.of(stage("a"), broken("b"), stage("c"))))
        .hasMessage("no camera at index 3");

    assertThat(events).containsExactly("start a", "close b", "close a");
  }

  @Test
  void shouldBeDownWhenOneStageIs() throws InterruptedException {
    var status = new AtomicReference<>(Health.Status.UP);
    Stage failing = new TestStage("b", events, () -> {}, status);
    try (Pipeline pipeline = Pipeline.start(List.of(stage("a"), failing))) {
      assertThat(pipeline.awaitStarted().status()).isEqualTo(Health.Status.UP);

      status.set(Health.Status.DOWN);

      assertThat(pipeline.health().checks())
          .extracting(Health.Check::name)
          .containsExactly("a", "b");
      assertThat(pipeline.awaitEnd(Shutdown.onSignal())).isEqualTo(1);
    }
  }

  private Stage stage(String name) {
    return new TestStage(name, events, () -> {}, new AtomicReference<>(Health.Status.UP));
  }

  private Stage broken(String name) {
    Runnable start =
        () -> {
          throw new IllegalStateException("no camera at index 3");
        };
    return new TestStage(name, events, start, new AtomicReference<>(Health.Status.UP));
  }

  private record TestStage(
      String name, List<String> events, Runnable begin, AtomicReference<Health.Status> status)
      implements Stage {
    @Override
    public void start() {
      begin.run();
      events.add("start " + name);
    }

    @Override
    public Health health() {
      return Health.of(name, status.get(), "");
    }

    @Override
    public void close() {
      events.add("close " + name);
    }
  }
}
