package io.moodstream.pipeline.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.summaries.Step;
import io.moodstream.pipeline.summaries.Summary;
import io.moodstream.pipeline.summaries.SummaryQuery;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Asks aggregators in other processes. Any of them can answer for all, so the first that does is
 * believed.
 */
public final class HttpSummaryQuery implements SummaryQuery {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(2);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().connectTimeout(CONNECT_LIMIT).build();

  private final List<URI> aggregators;
  private final Optional<String> token;

  /**
   * @param aggregators {@code http://host:port}, asked in this order
   * @param token what the aggregators demand, if they do
   */
  public HttpSummaryQuery(List<URI> aggregators, Optional<String> token) {
    this.aggregators = List.copyOf(aggregators);
    this.token = token;
    if (aggregators.isEmpty()) {
      throw new IllegalArgumentException("aggregators: at least one http://host:port expected");
    }
    for (URI aggregator : aggregators) {
      if (!Set.of("http", "https").contains(String.valueOf(aggregator.getScheme()))
          || aggregator.getHost() == null) {
        throw new IllegalArgumentException(
            "aggregator '%s' is not http://host:port".formatted(aggregator));
      }
    }
  }

  @Override
  public List<Summary> summaries(Set<CameraId> cameras, Step step, Instant from, Instant to) {
    return ask(SummaryRequest.of(cameras, step, from, to));
  }

  /**
   * @throws SummariesUnavailable if none of them has the answer; the reason of the last
   */
  public List<Summary> ask(SummaryRequest request) {
    Optional<SummariesUnavailable> failure = Optional.empty();
    for (URI aggregator : aggregators) {
      try {
        return ask(aggregator, request);
      } catch (SummariesUnavailable e) {
        failure = Optional.of(e);
      }
    }
    throw failure.orElseThrow();
  }

  private List<Summary> ask(URI aggregator, SummaryRequest request) {
    try {
      HttpResponse<byte[]> answer =
          CLIENT.send(toHttp(aggregator, request), BodyHandlers.ofByteArray());
      if (answer.statusCode() == 200) {
        return SummaryRequest.decode(answer.body());
      }
      String reason = new String(answer.body(), UTF_8).strip();
      throw unavailable(aggregator, "%d %s".formatted(answer.statusCode(), reason));
    } catch (IOException | SerializationException e) {
      throw unavailable(aggregator, e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable(aggregator, "interrupted");
    }
  }

  private HttpRequest toHttp(URI aggregator, SummaryRequest request) {
    URI address = aggregator.resolve(SummaryRequest.PATH + "?" + request.toQuery());
    var http = HttpRequest.newBuilder(address).timeout(ANSWER_LIMIT);
    token.ifPresent(secret -> http.header("Authorization", "Bearer " + secret));
    return http.build();
  }

  private static SummariesUnavailable unavailable(URI aggregator, String reason) {
    return new SummariesUnavailable("aggregator %s: %s".formatted(aggregator, reason));
  }
}
