package io.moodstream.aggregator;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.moodstream.pipeline.kafka.SummaryRequest;
import io.moodstream.pipeline.stage.CannotStart;
import io.moodstream.pipeline.summaries.Summary;
import io.moodstream.pipeline.summaries.SummaryQuery.SummariesUnavailable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers {@link SummaryRequest}s: 200 with {@code moodstream.v1.Summaries}, 400 for a bad
 * parameter, 401 without the token, 405 for anything but GET, 503 with Retry-After while state
 * moves. Every failure states why in plain text.
 */
final class SummaryServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SummaryServer.class);

  /** Of each kind. */
  private static final int THREADS = 4;

  private final HttpServer server;

  /** Take requests, and answer those for named partitions, which wait for no one. */
  private final ExecutorService threads;

  /**
   * Answer those that may ask other aggregators and wait for them. If they were the same threads,
   * two aggregators that ask each other could both have none left to answer with.
   */
  private final ExecutorService waiting;

  private final Optional<String> token;
  private final Function<SummaryRequest, List<Summary>> summaries;

  private SummaryServer(
      HttpServer server,
      Optional<String> token,
      Function<SummaryRequest, List<Summary>> summaries) {
    this.server = server;
    this.token = token;
    this.summaries = summaries;
    this.threads = Executors.newFixedThreadPool(THREADS, SummaryServer::thread);
    this.waiting = Executors.newFixedThreadPool(THREADS, SummaryServer::thread);
  }

  /**
   * @throws CannotStart if the address cannot be listened on
   */
  static SummaryServer start(
      QueryEndpoint endpoint, Function<SummaryRequest, List<Summary>> summaries) {
    try {
      var address = new InetSocketAddress(endpoint.host(), endpoint.port());
      var server = new SummaryServer(HttpServer.create(address, 0), endpoint.token(), summaries);
      server.listen();
      return server;
    } catch (IOException e) {
      throw new CannotStart(
          "the aggregator cannot listen for queries on %s:%d: %s"
              .formatted(endpoint.host(), endpoint.port(), e.getMessage()),
          e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    waiting.shutdownNow();
  }

  private void listen() {
    server.setExecutor(threads);
    server.createContext(SummaryRequest.PATH, this::take);
    server.start();
  }

  private void take(HttpExchange exchange) {
    String query = Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
    if (query.contains("partition=")) {
      answer(exchange, query);
    } else {
      waiting.execute(() -> answer(exchange, query));
    }
  }

  private void answer(HttpExchange exchange, String query) {
    try (exchange) {
      if (!exchange.getRequestMethod().equals("GET")) {
        refuse(exchange, 405, "only GET");
      } else if (!authorized(exchange)) {
        refuse(exchange, 401, "Authorization: Bearer <token> is missing or wrong");
      } else {
        reply(exchange, query);
      }
    } catch (IOException e) {
      log.debug("the client that asked '{}' has disconnected", query, e);
    }
  }

  private void reply(HttpExchange exchange, String query) throws IOException {
    try {
      List<Summary> found = summaries.apply(SummaryRequest.parse(query));
      send(exchange, 200, "application/x-protobuf", SummaryRequest.encode(found));
    } catch (IllegalArgumentException e) {
      refuse(exchange, 400, String.valueOf(e.getMessage()));
    } catch (SummariesUnavailable e) {
      exchange.getResponseHeaders().set("Retry-After", "1");
      refuse(exchange, 503, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      log.error("a query has failed: {}", query, e);
      refuse(exchange, 500, "the query has failed; the aggregator's log reports why");
    }
  }

  private boolean authorized(HttpExchange exchange) {
    String given =
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")).orElse("");
    // In constant time, so that no one can guess the token letter by letter.
    return token
        .map(
            secret ->
                MessageDigest.isEqual(("Bearer " + secret).getBytes(UTF_8), given.getBytes(UTF_8)))
        .orElse(true);
  }

  private static void refuse(HttpExchange exchange, int code, String reason) throws IOException {
    send(exchange, code, "text/plain; charset=utf-8", reason.getBytes(UTF_8));
  }

  private static void send(HttpExchange exchange, int code, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(code, body.length == 0 ? -1 : body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  private static Thread thread(Runnable work) {
    var thread = new Thread(work, "aggregator-queries");
    thread.setDaemon(true);
    return thread;
  }
}
