package io.moodstream.trainer.faces;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** FER-2013's three parts, as its csv and as folders of pictures call them. */
enum Split {
  TRAIN("Training", "train"),
  TEST("PublicTest", "test"),
  /** For a last figure: never learnt from, and measured only where there is no other test. */
  PRIVATE_TEST("PrivateTest", "private-test");

  private final String usage;
  private final String folder;

  Split(String usage, String folder) {
    this.usage = usage;
    this.folder = folder;
  }

  String usage() {
    return usage;
  }

  String folder() {
    return folder;
  }

  /** By the csv's own word. */
  static Optional<Split> ofUsage(String usage) {
    return Arrays.stream(values()).filter(part -> part.usage.equalsIgnoreCase(usage)).findFirst();
  }

  /** Pictures in a folder of any other name are there to learn from. */
  static Split ofFolder(String name) {
    return switch (name.toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "")) {
      case "test", "validation", "val", "publictest" -> TEST;
      case "privatetest" -> PRIVATE_TEST;
      default -> TRAIN;
    };
  }
}
