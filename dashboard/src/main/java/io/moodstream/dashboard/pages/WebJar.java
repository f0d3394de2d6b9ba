package io.moodstream.dashboard.pages;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** A JavaScript library on the class path; only its jar knows its version. */
public final class WebJar {
  private WebJar() {}

  /** The folder of its files, as an absolute resource name. */
  public static String directory(String name) {
    String properties = "/META-INF/maven/org.webjars.npm/%s/pom.properties".formatted(name);
    try (InputStream in = WebJar.class.getResourceAsStream(properties)) {
      if (in == null) {
        throw new IllegalStateException("the WebJar %s is not on the class path".formatted(name));
      }
      var pom = new Properties();
      pom.load(in);
      return "/META-INF/resources/webjars/%s/%s".formatted(name, pom.getProperty("version"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
