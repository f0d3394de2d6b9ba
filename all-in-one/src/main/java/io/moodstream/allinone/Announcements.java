package io.moodstream.allinone;

import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/**
 * What a process reports to the person who started it. Where standard output is the log (the
 * variable MOODSTREAM_LOG, see log4j2.xml) these are lines of the log, so that every line has its
 * form.
 */
public final class Announcements {
  private static final String VARIABLE = "MOODSTREAM_LOG";

  private Announcements() {}

  public static boolean goToTheLog() {
    return System.getenv(VARIABLE) != null;
  }

  public static void print(CommandLine command, String line) {
    if (goToTheLog()) {
      LoggerFactory.getLogger(Announcements.class).info(line);
    } else {
      command.getOut().println(line);
      command.getOut().flush();
    }
  }

  public static void fail(CommandLine command, String line) {
    if (goToTheLog()) {
      LoggerFactory.getLogger(Announcements.class).error(line);
    } else {
      command.getErr().printf("moodstream: %s%n", line);
    }
  }
}
