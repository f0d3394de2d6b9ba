package io.moodstream.pipeline.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.summaries.Coverage;
import io.moodstream.pipeline.summaries.FaceStatistics;
import io.moodstream.pipeline.summaries.Step;
import io.moodstream.pipeline.summaries.Summary;
import io.moodstream.pipeline.summaries.SummaryKey;
import io.moodstream.pipeline.summaries.SummaryQuery.SummariesUnavailable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpSummaryQueryTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  private static final CameraId HALL = new CameraId("hall");
  private static final Summary SUMMARY =
      Summary.of(
          new SummaryKey(HALL, Step.ONE_MINUTE, NOON),
          true,
          new Coverage(9, 1),
          FaceStatistics.NONE);

  private final List<HttpServer> servers = new ArrayList<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();

  @AfterEach
  void stop() {
    servers.forEach(server -> server.stop(0));
  }

  @Test
  void shouldBringTheAnswer() throws IOException {
    var query = query(aggregator(200, SummaryRequest.encode(List.of(SUMMARY))));

    assertThat(query.summaries(Set.of(HALL), Step.ONE_MINUTE, NOON, NOON.plusSeconds(60)))
        .containsExactly(SUMMARY);
    assertThat(asked)
        .containsExactly(
            "Bearer secret /v1/summaries?camera=hall&step=1m&from=1780315200000&to=1780315260000");
  }

  @Test
  void shouldAskTheNextWhenOneCannotAnswer() throws IOException {
    var query =
        query(
            URI.create("http://127.0.0.1:1"),
            aggregator(503, "state moves".getBytes(UTF_8)),
            aggregator(200, SummaryRequest.encode(List.of(SUMMARY))));

    assertThat(query.summaries(Set.of(), Step.ONE_MINUTE, NOON, NOON.plusSeconds(60)))
        .containsExactly(SUMMARY);
  }

  @Test
  void shouldSayWhyNoneCanAnswer() throws IOException {
    var query = query(aggregator(503, "state moves".getBytes(UTF_8)));

    assertThatThrownBy(() -> query.summaries(Set.of(), Step.ONE_MINUTE, NOON, NOON))
        .isInstanceOf(SummariesUnavailable.class)
        .hasMessageContaining("503 state moves");
  }

  @Test
  void shouldNotBelieveAnAnswerThatCannotBeRead() throws IOException {
    var query = query(aggregator(200, "<html>".getBytes(UTF_8)));

    assertThatThrownBy(() -> query.summaries(Set.of(), Step.ONE_MINUTE, NOON, NOON))
        .isInstanceOf(SummariesUnavailable.class);
  }

  @Test
  void shouldRefuseAnAddressThatIsNone() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> query(URI.create("aggregator:7071")))
        .withMessage("aggregator 'aggregator:7071' is not http://host:port");
    assertThatIllegalArgumentException().isThrownBy(HttpSummaryQueryTest::query);
  }

  private static HttpSummaryQuery query(URI... aggregators) {
    return new HttpSummaryQuery(List.of(aggregators), Optional.of("secret"));
  }

  private URI aggregator(int code, byte[] body) throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked.add(
              exchange.getRequestHeaders().getFirst("Authorization")
                  + " "
                  + exchange.getRequestURI());
          exchange.sendResponseHeaders(code, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    servers.add(server);
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }
}
