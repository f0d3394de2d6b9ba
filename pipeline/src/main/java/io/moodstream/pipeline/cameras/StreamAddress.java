package io.moodstream.pipeline.cameras;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of a network camera. Not a {@code java.net.URI}: passwords of cameras hold characters
 * that a URI forbids.
 *
 * @param scheme rtsp, rtsps, http or https
 * @param credentials {@code user:password}, as written
 * @param port the scheme's own when none was written
 * @param path from the slash on, with its query; may be empty
 */
public record StreamAddress(
    String scheme, Optional<String> credentials, String host, int port, String path) {
  private static final Map<String, Integer> PORTS =
      Map.of("rtsp", 554, "rtsps", 322, "http", 80, "https", 443);
  private static final Pattern FORM =
      Pattern.compile(
          "(?<scheme>[a-z]+)://(?:(?<user>[^/]*)@)?"
              + "(?<host>\\[[0-9a-fA-F:.]+]|[^/?#@:\\s]+)(?::(?<port>\\d{1,5}))?"
              + "(?<path>[/?]\\S*)?");

  /**
   * @throws IllegalArgumentException if it is not an address of a known scheme; the message repeats
   *     no password
   */
  public static StreamAddress parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "'%s' is not an address of the form rtsp://host/path or http://host/path"
              .formatted(withoutUser(text)));
    }
    String scheme = form.group("scheme");
    if (!PORTS.containsKey(scheme)) {
      throw new IllegalArgumentException(
          "no source of the kind '%s://': known are rtsp, rtsps, http, https".formatted(scheme));
    }
    int port =
        Optional.ofNullable(form.group("port")).map(Integer::parseInt).orElse(PORTS.get(scheme));
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("port %d is not 1 to 65535".formatted(port));
    }
    return new StreamAddress(
        scheme,
        Optional.ofNullable(form.group("user")),
        form.group("host"),
        port,
        Optional.ofNullable(form.group("path")).orElse(""));
  }

  public boolean isRtsp() {
    return scheme.startsWith("rtsp");
  }

  /** The host, in plain characters. */
  public record Login(String user, String password) {
    @Override
    public String toString() {
      return "Login[%s]".formatted(user);
    }
  }

  /** The credentials, percent-encoded or plain as they were written, in plain characters. */
  public Optional<Login> login() {
    return credentials.map(
        text -> {
          int colon = text.indexOf(':');
          return new Login(
              plain(colon < 0 ? text : text.substring(0, colon)),
              colon < 0 ? "" : plain(text.substring(colon + 1)));
        });
  }

  /** With the credentials, percent-encoded: for the connection alone, never for a message. */
  public String whole() {
    String user =
        login()
            .map(login -> encoded(login.user()) + ":" + encoded(login.password()) + "@")
            .orElse("");
    return scheme + "://" + user + authority() + path;
  }

  private static String plain(String text) {
    // A percent sign that begins no escape means itself, and so does every plus.
    String escaped = text.replaceAll("%(?![0-9a-fA-F]{2})", "%25").replace("+", "%2B");
    return URLDecoder.decode(escaped, UTF_8);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }

  /** As the user wrote it, with the credentials. */
  String written() {
    return scheme + "://" + credentials.map(text -> text + "@").orElse("") + authority() + path;
  }

  public String withoutCredentials() {
    return scheme + "://" + authority() + path;
  }

  /** Without secrets: neither credentials nor the query, which may hold a key. */
  @Override
  public String toString() {
    return scheme + "://" + authority() + path.replaceFirst("\\?.*", "?...");
  }

  private String authority() {
    return Objects.equals(PORTS.get(scheme), port) ? host : host + ":" + port;
  }

  private static String withoutUser(String text) {
    return text.replaceFirst("//[^/]*@", "//").replaceFirst("\\?.*", "?...");
  }
}
