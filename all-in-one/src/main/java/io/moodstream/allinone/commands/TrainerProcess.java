package io.moodstream.allinone.commands;

import io.moodstream.allinone.broker.ParentWatch;

/** The child process in which {@link TrainerChild} trains. It ends when its parent is gone. */
public final class TrainerProcess {
  private TrainerProcess() {}

  public static void main(String[] args) {
    ParentWatch.endWithParent();
    System.exit(Moodstream.commandLine().execute(args));
  }
}
