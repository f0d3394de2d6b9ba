package io.moodstream.dashboard;

import io.moodstream.dashboard.cameras.BrowserCameras;
import io.moodstream.dashboard.http.WebServer;
import io.moodstream.dashboard.live.LiveView;
import io.moodstream.dashboard.live.TopicTails;
import io.moodstream.pipeline.stage.Health;
import io.moodstream.pipeline.stage.Stage;
import java.util.List;

/** The web server, and the topics that it looks at. */
public final class DashboardStage implements Stage {
  private final DashboardSettings settings;
  private final LiveView view;
  private final BrowserCameras browsers;
  private final WebServer server;
  private final TopicTails tails;
  private final Runnable release;

  DashboardStage(
      DashboardSettings settings,
      LiveView view,
      BrowserCameras browsers,
      WebServer server,
      TopicTails tails,
      Runnable release) {
    this.settings = settings;
    this.view = view;
    this.browsers = browsers;
    this.server = server;
    this.tails = tails;
    this.release = release;
  }

  /**
   * The same stage.
   *
   * @param release called after the last call is answered, for what its calls use
   */
  public DashboardStage releasing(Runnable release) {
    return new DashboardStage(
        settings,
        view,
        browsers,
        server,
        tails,
        () -> {
          this.release.run();
          release.run();
        });
  }

  @Override
  public String name() {
    return Dashboard.NAME;
  }

  @Override
  public void start() {
    // First the port: that it is taken must be reported before anything else begins.
    server.start();
    tails.begin();
  }

  /** The port that it listens on, once started; differs from the settings' where that is 0. */
  public int port() {
    return server.port();
  }

  /** For a browser on this machine, without the token. */
  public String url() {
    String host = settings.web().host();
    if (host.equals("0.0.0.0") || host.equals("::")) {
      host = "127.0.0.1";
    }
    String scheme = settings.web().tls().isPresent() ? "https" : "http";
    return "%s://%s:%d".formatted(scheme, host.contains(":") ? "[" + host + "]" : host, port());
  }

  /**
   * Started once all topics are read and the cameras of earlier runs are known; DEGRADED while a
   * camera is overloaded or lost.
   */
  @Override
  public Health health() {
    return Health.merged(List.of(tails.health(), view.health()));
  }

  @Override
  public void close() {
    // All are asked to end before any is waited for.
    tails.end();
    view.close();
    browsers.close();
    server.close();
    tails.close();
    release.run();
  }
}
