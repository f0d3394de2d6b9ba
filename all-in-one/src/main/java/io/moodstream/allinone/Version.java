package io.moodstream.allinone;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote beside this class. */
public final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"moodstream " + text()};
  }

  public static String text() {
    try (InputStream in = Version.class.getResourceAsStream("version.txt")) {
      return new String(Objects.requireNonNull(in, "version.txt").readAllBytes(), UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
