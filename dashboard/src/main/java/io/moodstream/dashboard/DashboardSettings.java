package io.moodstream.dashboard;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where the dashboard listens, and what it grants.
 *
 * @param host the address of this machine to listen on; any but loopback needs a token
 * @param port 0 to 65535; 0 lets the system choose
 * @param token what a caller must show; empty leaves everything open
 * @param minimumPeople the minimum group size, if any: live events then carry no faces. The larger
 *     one of this and the aggregator's applies
 * @param liveClients how many may follow the live events at a time
 * @param groups cameras that can be asked for as one, each id once
 * @param connections how many may be open at a time; beyond it new ones wait until others have gone
 * @param writeLimit how long a live client may leave what is sent to it unread, and any client may
 *     leave a call unfinished
 * @param tls what is shown to browsers over https; empty serves plain http
 */
public record DashboardSettings(
    String host,
    int port,
    Optional<String> token,
    int minimumPeople,
    int liveClients,
    List<CameraGroup> groups,
    int connections,
    Duration writeLimit,
    Optional<TlsCertificate> tls) {
  public static final String DEFAULT_HOST = "127.0.0.1";
  public static final int DEFAULT_PORT = 7070;

  private static final int DEFAULT_LIVE_CLIENTS = 200;
  private static final int DEFAULT_CONNECTIONS = 1_000;
  private static final Duration DEFAULT_WRITE_LIMIT = Duration.ofSeconds(30);

  public DashboardSettings {
    groups = List.copyOf(groups);
    if (groups.stream().map(CameraGroup::id).distinct().count() < groups.size()) {
      throw new IllegalArgumentException("groups: each id once, not " + groups);
    }
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port: 0 to 65535, not " + port);
    }
    if (token.filter(String::isBlank).isPresent()) {
      throw new IllegalArgumentException("token: it is empty; give one or leave it out");
    }
    if (token.isEmpty() && !loopback(host)) {
      throw new IllegalArgumentException(
          "host %s can be reached from other machines: give a token too".formatted(host));
    }
    if (minimumPeople < 0) {
      throw new IllegalArgumentException("minimum people: at least 0, not " + minimumPeople);
    }
    if (liveClients < 1) {
      throw new IllegalArgumentException("live clients: at least 1, not " + liveClients);
    }
    if (connections < 1) {
      throw new IllegalArgumentException("connections: at least 1, not " + connections);
    }
    if (writeLimit.isNegative() || writeLimit.isZero()) {
      throw new IllegalArgumentException("write limit: positive, not " + writeLimit);
    }
  }

  /** {@code http://127.0.0.1:7070}, open. */
  public static DashboardSettings defaults() {
    return on(DEFAULT_HOST, DEFAULT_PORT, Optional.empty());
  }

  public static DashboardSettings on(String host, int port, Optional<String> token) {
    return new DashboardSettings(
        host,
        port,
        token,
        0,
        DEFAULT_LIVE_CLIENTS,
        List.of(),
        DEFAULT_CONNECTIONS,
        DEFAULT_WRITE_LIMIT,
        Optional.empty());
  }

  public DashboardSettings withMinimumPeople(int minimumPeople) {
    return new DashboardSettings(
        host, port, token, minimumPeople, liveClients, groups, connections, writeLimit, tls);
  }

  public DashboardSettings withLiveClients(int liveClients) {
    return new DashboardSettings(
        host, port, token, minimumPeople, liveClients, groups, connections, writeLimit, tls);
  }

  public DashboardSettings withGroups(List<CameraGroup> groups) {
    return new DashboardSettings(
        host, port, token, minimumPeople, liveClients, groups, connections, writeLimit, tls);
  }

  public DashboardSettings withConnections(int connections) {
    return new DashboardSettings(
        host, port, token, minimumPeople, liveClients, groups, connections, writeLimit, tls);
  }

  public DashboardSettings withWriteLimit(Duration writeLimit) {
    return new DashboardSettings(
        host, port, token, minimumPeople, liveClients, groups, connections, writeLimit, tls);
  }

  public DashboardSettings withTls(TlsCertificate certificate) {
    return new DashboardSettings(
        host,
        port,
        token,
        minimumPeople,
        liveClients,
        groups,
        connections,
        writeLimit,
        Optional.of(certificate));
  }

  /**
   * Whether only this machine can reach the address.
   *
   * @throws IllegalArgumentException if the name is unknown
   */
  public static boolean loopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(
          "host '%s' is unknown: give an address of this machine, such as 127.0.0.1"
              .formatted(host),
          e);
    }
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "DashboardSettings[%s:%d]".formatted(host, port);
  }
}
