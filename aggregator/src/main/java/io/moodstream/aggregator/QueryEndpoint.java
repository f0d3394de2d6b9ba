package io.moodstream.aggregator;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;
import org.apache.kafka.streams.state.HostInfo;

/**
 * Where an aggregator answers other processes: dashboards, and the other aggregators, which all
 * must know the same token.
 *
 * @param host the address to listen on
 * @param port 1 to 65535: others must know it before it is open, so it cannot be chosen freely
 * @param advertised the host under which others reach this one
 * @param token what clients must send as {@code Authorization: Bearer}; needed unless {@code host}
 *     is loopback
 */
public record QueryEndpoint(String host, int port, String advertised, Optional<String> token) {
  public QueryEndpoint {
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("query port: 1 to 65535, not " + port);
    }
    if (advertised.isBlank()) {
      throw new IllegalArgumentException("query address: the advertised host is missing");
    }
    if (token.isEmpty() && !address(host).isLoopbackAddress()) {
      throw new IllegalArgumentException(
          "queries on %s:%d can be reached by other machines: a token is needed"
              .formatted(host, port));
    }
  }

  /** Advertised as {@code host}, or by this machine's name where that means every address of it. */
  public static QueryEndpoint on(String host, int port, Optional<String> token) {
    String advertised = address(host).isAnyLocalAddress() ? thisMachine() : host;
    return new QueryEndpoint(host, port, advertised, token);
  }

  /** The same, advertised as {@code host}. */
  public QueryEndpoint advertisedAs(String host) {
    return new QueryEndpoint(this.host, port, host, token);
  }

  HostInfo hostInfo() {
    return new HostInfo(advertised, port);
  }

  static URI uri(HostInfo host) {
    return URI.create("http://%s:%d".formatted(host.host(), host.port()));
  }

  private static InetAddress address(String host) {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("query address: unknown host '%s'".formatted(host), e);
    }
  }

  private static String thisMachine() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(
          "query address: this machine does not know its name, so name the host that others reach",
          e);
    }
  }
}
