package io.moodstream.benchmarks.chaos;

import java.io.IOException;

/** A process that may be hit. */
record Victim(String name, ProcessHandle process) {
  void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  void suspend() throws IOException, InterruptedException {
    Shell.run("kill", "-STOP", Long.toString(process.pid()));
  }

  void resume() throws IOException, InterruptedException {
    Shell.run("kill", "-CONT", Long.toString(process.pid()));
  }
}
