package io.moodstream.dashboard;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import jakarta.servlet.DispatcherType;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.SessionHandler;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.DetectorConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The HTTP server around the routes: where it listens, its limits, its errors. */
final class WebServer implements AutoCloseable {
  private static final int THREADS = 64;
  private static final int SESSION_SECONDS = 60;

  private final DashboardSettings settings;
  private final Javalin javalin;

  WebServer(DashboardSettings settings, Consumer<RoutesConfig> routes) {
    this.settings = settings;
    this.javalin = Javalin.create(config -> configure(config, routes));
  }

  /**
   * @throws CannotListen if the port is taken or the address is not this machine's
   */
  void start() {
    javalin.start();
  }

  /** The port that it really listens on. */
  int port() {
    return javalin.port();
  }

  /** Every call that is answered: {@code GET /api/v1/cameras}. */
  Set<String> calls() {
    return javalin.unsafe.internalRouter.allHttpHandlers().stream()
        .map(parsed -> parsed.endpoint)
        .filter(endpoint -> endpoint.method.isHttpMethod())
        .map(endpoint -> endpoint.method + " " + endpoint.path)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Override
  public void close() {
    javalin.stop();
  }

  private void configure(JavalinConfig config, Consumer<RoutesConfig> routes) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.prefer405over404 = true;
    config.jetty.threadPool = threads();
    config.jetty.modifyServer(this::limit);
    config.jetty.modifyServletContextHandler(
        context -> {
          context.setErrorHandler(Errors::beforeRoutes);
          context.addFilter(unreadBodies(), "/*", EnumSet.of(DispatcherType.REQUEST));
          forget(context.getSessionHandler());
        });
    // Ambiguous paths such as /%2e%2e/ are refused.
    config.jetty.modifyHttpConfiguration(http -> http.setUriCompliance(UriCompliance.DEFAULT));
    config.jetty.modifyWebSocketServletFactory(BrowserCameraRoute::limit);
    config.jetty.addConnector(this::listen);
    config.router.javaLangErrorHandler(Errors::fatal);
    config.routes.before(SecurityHeaders::addTo);
    var access = new Access(settings);
    config.routes.before(access::requireSecure);
    config.routes.before(access::check);
    config.routes.wsBeforeUpgrade(SecurityHeaders::addTo);
    config.routes.wsBeforeUpgrade(ctx -> Errors.telling(ctx, access::checkUpgrade));
    Errors.addTo(config.routes);
    routes.accept(config.routes);
  }

  private FilterHolder unreadBodies() {
    var holder = new FilterHolder(new UnreadBodies(settings.writeLimit()));
    holder.setAsyncSupported(true);
    return holder;
  }

  private void limit(Server server) {
    server.setErrorHandler(Errors::beforeRoutes);
    server.addBean(new NetworkConnectionLimit(settings.connections(), server));
  }

  /** Every WebSocket that is asked for begins a session, which nobody needs. */
  private static void forget(SessionHandler sessions) {
    sessions.setUsingCookies(false);
    sessions.setMaxInactiveInterval(SESSION_SECONDS);
  }

  private static QueuedThreadPool threads() {
    var threads = new QueuedThreadPool(THREADS);
    threads.setName("dashboard-http");
    return threads;
  }

  /** With a certificate TLS and, for those who forget the s, plain HTTP on the same port. */
  private ConnectionFactory[] protocols(HttpConfiguration http) {
    var plain = new HttpConnectionFactory(http);
    if (settings.tls().isEmpty()) {
      return new ConnectionFactory[] {plain};
    }
    // Called by addresses and by names that the certificate need not have: the browser judges that.
    http.addCustomizer(new SecureRequestCustomizer(false));
    var tls = new SslConnectionFactory(settings.tls().get().contextFactory(), plain.getProtocol());
    return new ConnectionFactory[] {new DetectorConnectionFactory(tls), plain};
  }

  /** Opens the port here, so that a taken one is told in our words. */
  private Connector listen(Server server, HttpConfiguration http) {
    var connector = new ServerConnector(server, 1, 1, protocols(http));
    connector.setHost(settings.host());
    connector.setPort(settings.port());
    // Also how long a write may hang that nobody reads.
    connector.setIdleTimeout(settings.writeLimit().toMillis());
    try {
      connector.open();
      return connector;
    } catch (IOException e) {
      throw new CannotListen(settings, e);
    }
  }

  /** The message is for the user. */
  static final class CannotListen extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CannotListen(DashboardSettings settings, IOException cause) {
      super(message(settings, cause), cause);
    }

    private static String message(DashboardSettings settings, IOException cause) {
      // Jetty wraps the reason: "Failed to bind to ..." because of "Address already in use".
      Throwable root = cause.getCause() == null ? cause : cause.getCause();
      String reason = String.valueOf(root.getMessage());
      if (reason.contains("in use")) {
        return "port %d on %s is taken: stop the program that has it, or choose another with --port"
            .formatted(settings.port(), settings.host());
      }
      return "cannot listen on %s:%d: %s; choose an address of this machine with --host, a port above 1023 with --port"
          .formatted(settings.host(), settings.port(), reason);
    }
  }
}
