package io.moodstream.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class HeadStartTest {

  @Test
  void shouldLeaveFailuresToTheStages() throws InterruptedException {
    var reached = new AtomicBoolean();
    Runnable failing =
        () -> {
          throw new UnsatisfiedLinkError("no such library");
        };

    Thread thread = HeadStart.begin(List.of(failing, () -> reached.set(true)));
    thread.join();

    assertThat(thread.isDaemon()).as("keeps no process alive").isTrue();
    assertThat(reached).isTrue();
  }
}
