package io.moodstream.dashboard.http;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.moodstream.pipeline.UserFacing;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.SessionHandler;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
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
public final class WebServer implements AutoCloseable {
  /** For requests, for those that wait, for health, and for Jetty itself. */
  private static final int THREADS = RequestPlaces.PLACES + RequestPlaces.WAITING + 32;

  /** While all connections are taken, idle ones end; longer than the pause between live events. */
  private static final Duration IDLE_WHEN_FULL = Duration.ofSeconds(12);

  /** One address may have this part of all connections, but always {@link #LEAST}. */
  private static final int PART = 4;

  private static final int LEAST = 64;
  private static final int SESSION_SECONDS = 60;

  /** Of an HTTP/2 connection at a time: live events of some tabs, and what a page loads. */
  private static final int STREAMS = 64;

  private final WebSettings settings;
  private final Body.Limits bodies;
  private final Javalin javalin;

  public WebServer(WebSettings settings, List<Routes> routes) {
    this.settings = settings;
    this.bodies = new Body.Limits(routes, settings.bodyLimit());
    this.javalin = Javalin.create(config -> configure(config, routes));
  }

  /**
   * @throws CannotListen if the port is taken or the address is not this machine's
   */
  public void start() {
    javalin.start();
  }

  /** The port that it really listens on. */
  public int port() {
    return javalin.port();
  }

  /** Every call that is answered: {@code GET /api/v1/cameras}. */
  public Set<String> calls() {
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

  private void configure(JavalinConfig config, List<Routes> routes) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.prefer405over404 = true;
    config.jetty.threadPool = threads();
    config.jetty.modifyServer(this::limit);
    config.jetty.modifyServletContextHandler(
        context -> {
          context.setErrorHandler(Errors::beforeRoutes);
          addFilter(context, new UnreadBodies(settings.writeLimit(), bodies.largest()));
          addFilter(context, new RequestPlaces(bodies.uploads(), settings.publicUrl().isPresent()));
          forget(context.getSessionHandler());
        });
    // Ambiguous paths such as /%2e%2e/ are refused.
    config.jetty.modifyHttpConfiguration(http -> http.setUriCompliance(UriCompliance.DEFAULT));
    config.jetty.modifyWebSocketServletFactory(
        sockets -> routes.forEach(part -> part.limit(sockets)));
    config.jetty.addConnector(this::listen);
    config.router.javaLangErrorHandler(Errors::fatal);
    config.routes.before(SecurityHeaders::addTo);
    config.routes.before(bodies::check);
    config.routes.wsBeforeUpgrade(SecurityHeaders::addTo);
    Errors.addTo(config.routes);
    routes.forEach(part -> part.addTo(config.routes));
  }

  private static void addFilter(ServletContextHandler context, Filter filter) {
    var holder = new FilterHolder(filter);
    holder.setAsyncSupported(true);
    context.addFilter(holder, "/*", EnumSet.of(DispatcherType.REQUEST));
  }

  private void limit(Server server) {
    server.setErrorHandler(Errors::beforeRoutes);
    var connections = new NetworkConnectionLimit(settings.connections(), server);
    connections.setEndPointIdleTimeout(IDLE_WHEN_FULL.toMillis());
    server.addBean(connections);
  }

  /** Every WebSocket request begins a session, which is not needed. */
  private static void forget(SessionHandler sessions) {
    sessions.setUsingCookies(false);
    sessions.setMaxInactiveInterval(SESSION_SECONDS);
  }

  private static QueuedThreadPool threads() {
    var threads = new QueuedThreadPool(THREADS);
    threads.setName("dashboard-http");
    return threads;
  }

  /** With a certificate HTTP/2 over TLS; plain HTTP on the same port redirects to it. */
  private ConnectionFactory[] protocols(HttpConfiguration http) {
    var plain = new HttpConnectionFactory(http);
    if (settings.tls().isEmpty()) {
      return new ConnectionFactory[] {plain};
    }
    // Called by addresses and by names that the certificate need not have: the browser decides.
    http.addCustomizer(new SecureRequestCustomizer(false));
    var http2 = new HTTP2ServerConnectionFactory(http);
    http2.setMaxConcurrentStreams(STREAMS);
    // Javalin knows WebSockets over HTTP/1.1 only: browsers open a connection of their own for one.
    http2.setConnectProtocolEnabled(false);
    // In TLS the protocol is called http/1.1, in Jetty HTTP/1.1: a client would find no common one.
    var choice =
        new ALPNServerConnectionFactory(
            http2.getProtocol(), plain.getProtocol().toLowerCase(Locale.ROOT));
    choice.setDefaultProtocol(plain.getProtocol());
    var tls = new SslConnectionFactory(settings.tls().get().contextFactory(), choice.getProtocol());
    // What is not TLS goes to the protocol after the detector: plain HTTP MUST be the next.
    return new ConnectionFactory[] {new DetectorConnectionFactory(tls), plain, choice, http2};
  }

  /** Opens the port here, so that a port in use gives our error message. */
  private Connector listen(Server server, HttpConfiguration http) {
    var connector = new ServerConnector(server, 1, 1, protocols(http));
    connector.setHost(settings.host());
    connector.setPort(settings.port());
    // Also how long a write may block.
    connector.setIdleTimeout(settings.writeLimit().toMillis());
    if (settings.publicUrl().isEmpty()) {
      // Behind a proxy all clients share one address.
      connector.addBean(new ConnectionsPerAddress(Math.max(LEAST, settings.connections() / PART)));
    }
    try {
      connector.open();
      return connector;
    } catch (IOException e) {
      throw new CannotListen(settings, e);
    }
  }

  /** The message is for the user. */
  public static final class CannotListen extends RuntimeException implements UserFacing {
    private static final long serialVersionUID = 1L;

    CannotListen(WebSettings settings, IOException cause) {
      super(message(settings, cause), cause);
    }

    private static String message(WebSettings settings, IOException cause) {
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
