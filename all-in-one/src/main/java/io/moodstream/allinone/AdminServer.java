package io.moodstream.allinone;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.moodstream.pipeline.stage.CannotStart;
import io.moodstream.pipeline.stage.Health;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * {@code /health/live}, {@code /health/ready}, {@code /health/started} and {@code /metrics} of a
 * stage that runs alone.
 */
public final class AdminServer implements AutoCloseable {
  private final HttpServer server;

  private AdminServer(HttpServer server) {
    this.server = server;
  }

  /**
   * @throws IllegalStateException if the address cannot be listened on
   */
  public static AdminServer start(
      InetSocketAddress address, Supplier<Health> health, PrometheusMeterRegistry metrics) {
    try {
      HttpServer server = HttpServer.create(address, 0);
      server.createContext(
          "/health/live", exchange -> answer(exchange, health.get(), Health::isAlive));
      server.createContext(
          "/health/ready", exchange -> answer(exchange, health.get(), Health::isReady));
      server.createContext(
          "/health/started", exchange -> answer(exchange, health.get(), Health::isStarted));
      server.createContext(
          "/metrics",
          exchange -> send(exchange, 200, "text/plain; version=0.0.4", metrics.scrape()));
      server.start();
      return new AdminServer(server);
    } catch (IOException e) {
      throw new CannotStart(
          "cannot listen on %s:%d: %s; choose another --admin-listen"
              .formatted(address.getHostString(), address.getPort(), e.getMessage()),
          e);
    }
  }

  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private static void answer(HttpExchange exchange, Health health, Predicate<Health> good)
      throws IOException {
    int code = good.test(health) ? 200 : 503;
    send(exchange, code, "application/json", health.toJson());
  }

  private static void send(HttpExchange exchange, int code, String type, String body)
      throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(code, bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }
}
