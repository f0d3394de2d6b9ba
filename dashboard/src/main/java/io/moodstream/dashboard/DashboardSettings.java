package io.moodstream.dashboard;

import io.moodstream.dashboard.http.WebSettings;
import io.moodstream.dashboard.live.ProbabilitySmoother;
import io.moodstream.dashboard.notices.Controller;
import io.moodstream.dashboard.summaries.CameraGroup;
import io.moodstream.pipeline.frames.CameraId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Where the dashboard listens, and what it shows.
 *
 * @param web where it listens, which clients it answers, and its limits
 * @param minimumPeople the minimum group size, if any: live events then carry no faces. The larger
 *     one of this and the aggregator's applies
 * @param liveClients how many may follow the live events at a time
 * @param groups cameras that can be asked for as one, each id once
 * @param smoothing half-life of the probabilities of live events, 0 to 10 s; zero for none
 * @param controller who operates the cameras, for their notices
 */
public record DashboardSettings(
    WebSettings web,
    int minimumPeople,
    int liveClients,
    List<CameraGroup> groups,
    Duration smoothing,
    Optional<Controller> controller) {
  public static final String DEFAULT_HOST = "127.0.0.1";
  public static final int DEFAULT_PORT = 7070;

  private static final int DEFAULT_LIVE_CLIENTS = 200;

  public DashboardSettings {
    groups = List.copyOf(groups);
    if (groups.stream().map(CameraGroup::id).distinct().count() < groups.size()) {
      throw new IllegalArgumentException("groups: each id once, not " + groups);
    }
    if (minimumPeople < 0) {
      throw new IllegalArgumentException("minimum people: at least 0, not " + minimumPeople);
    }
    ProbabilitySmoother.requireHalfLife(smoothing);
    if (liveClients < 1) {
      throw new IllegalArgumentException("live clients: at least 1, not " + liveClients);
    }
  }

  /** {@code http://127.0.0.1:7070}, open. */
  public static DashboardSettings defaults() {
    return on(DEFAULT_HOST, DEFAULT_PORT, Optional.empty());
  }

  public static DashboardSettings on(String host, int port, Optional<String> token) {
    return on(WebSettings.on(host, port, token));
  }

  public static DashboardSettings on(WebSettings web) {
    return new DashboardSettings(
        web,
        0,
        DEFAULT_LIVE_CLIENTS,
        List.of(),
        ProbabilitySmoother.DEFAULT_HALF_LIFE,
        Optional.empty());
  }

  /**
   * Whether only this machine can reach the address.
   *
   * @throws IllegalArgumentException if the name is unknown
   */
  public static boolean loopback(String host) {
    return WebSettings.loopback(host);
  }

  /** A group's id stands for its cameras. */
  Map<CameraId, Set<CameraId>> camerasByGroup() {
    return groups.stream().collect(Collectors.toMap(CameraGroup::id, CameraGroup::cameras));
  }

  public DashboardSettings withWeb(UnaryOperator<WebSettings> change) {
    return new DashboardSettings(
        change.apply(web), minimumPeople, liveClients, groups, smoothing, controller);
  }

  public DashboardSettings withMinimumPeople(int minimumPeople) {
    return new DashboardSettings(web, minimumPeople, liveClients, groups, smoothing, controller);
  }

  public DashboardSettings withLiveClients(int liveClients) {
    return new DashboardSettings(web, minimumPeople, liveClients, groups, smoothing, controller);
  }

  public DashboardSettings withGroups(List<CameraGroup> groups) {
    return new DashboardSettings(web, minimumPeople, liveClients, groups, smoothing, controller);
  }

  public DashboardSettings withSmoothing(Duration smoothing) {
    return new DashboardSettings(web, minimumPeople, liveClients, groups, smoothing, controller);
  }

  public DashboardSettings withController(Optional<Controller> controller) {
    return new DashboardSettings(web, minimumPeople, liveClients, groups, smoothing, controller);
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "DashboardSettings[%s:%d]".formatted(web.host(), web.port());
  }
}
