package io.moodstream.allinone;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/** An address to listen on: {@code host:port}, or {@code [::1]:port}. */
public record HostPort(String host, int port) {
  public HostPort {
    if (host.isBlank()) {
      throw new IllegalArgumentException("host:port expected, the host is missing");
    }
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port %d is not in 0..65535".formatted(port));
    }
  }

  /**
   * @throws IllegalArgumentException if the text is not {@code host:port}
   */
  public static HostPort parse(String text) {
    int colon = text.lastIndexOf(':');
    try {
      return new HostPort(
          text.substring(0, Math.max(colon, 0)), Integer.parseInt(text.substring(colon + 1)));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'%s' is not host:port".formatted(text), e);
    }
  }

  /** Whether it means every address of this machine. */
  public boolean isEverywhere() {
    return Optional.ofNullable(new InetSocketAddress(host, port).getAddress())
        .filter(InetAddress::isAnyLocalAddress)
        .isPresent();
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
