package io.moodstream.aggregator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.kafka.HttpSummaryQuery;
import io.moodstream.pipeline.kafka.SummaryRequest;
import io.moodstream.pipeline.stage.CannotStart;
import io.moodstream.pipeline.summaries.Coverage;
import io.moodstream.pipeline.summaries.FaceStatistics;
import io.moodstream.pipeline.summaries.Step;
import io.moodstream.pipeline.summaries.Summary;
import io.moodstream.pipeline.summaries.SummaryKey;
import io.moodstream.pipeline.summaries.SummaryQuery.SummariesUnavailable;
import io.moodstream.testbroker.Loopback;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SummaryServerTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Summary SUMMARY =
      Summary.of(
          new SummaryKey(new CameraId("hall"), Step.ONE_MINUTE, NOON),
          true,
          new Coverage(9, 1),
          FaceStatistics.NONE);
  private static final String GOOD = SummaryRequest.PATH + "?step=1m&from=0&to=1";

  private QueryEndpoint endpoint =
      new QueryEndpoint("127.0.0.1", 1, "127.0.0.1", Optional.of("secret"));
  private Function<SummaryRequest, List<Summary>> answer = request -> List.of(SUMMARY);
  private Optional<SummaryServer> server = Optional.empty();

  @BeforeEach
  void start() throws IOException {
    endpoint = QueryEndpoint.on("127.0.0.1", Loopback.freePort(), Optional.of("secret"));
    server = Optional.of(SummaryServer.start(endpoint, request -> answer.apply(request)));
  }

  @AfterEach
  void stop() {
    server.ifPresent(SummaryServer::close);
  }

  @Test
  void shouldAnswerWhatTheClientAsks() {
    // given
    answer = request -> request.cameras().contains(SUMMARY.camera()) ? List.of(SUMMARY) : List.of();
    var query = new HttpSummaryQuery(List.of(address()), Optional.of("secret"));

    // then
    assertThat(query.summaries(Set.of(SUMMARY.camera()), Step.ONE_MINUTE, NOON, NOON))
        .containsExactly(SUMMARY);
    assertThat(query.summaries(Set.of(), Step.ONE_MINUTE, NOON, NOON)).isEmpty();
  }

  @Test
  void shouldSayWhenToAskAgainWhileStateMoves() throws Exception {
    answer =
        request -> {
          throw new SummariesUnavailable("partition 3 is being restored");
        };

    HttpResponse<String> response = get(GOOD, "secret");

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().firstValue("Retry-After")).contains("1");
    assertThat(response.body()).isEqualTo("partition 3 is being restored");
  }

  @Test
  void shouldAnswerAnotherAggregatorWhileAllElseWaits() throws Exception {
    // given
    var another = new CountDownLatch(1);
    answer =
        request -> {
          if (request.partitions().isEmpty()) {
            await(another);
          }
          return List.of(SUMMARY);
        };
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest complete = request(GOOD, "secret").build();
    var answers =
        Stream.generate(() -> client.sendAsync(complete, BodyHandlers.ofString()))
            .limit(20)
            .toList();

    // when
    var ofAnother = request(GOOD + "&partition=3", "secret").timeout(Duration.ofSeconds(5));
    assertThat(send(ofAnother.build()).statusCode()).isEqualTo(200);
    another.countDown();

    // then
    assertThat(answers)
        .allSatisfy(
            waiting -> assertThat(waiting.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200));
  }

  @Test
  void shouldRefuseWhoeverDoesNotKnowTheToken() throws Exception {
    assertThat(get(GOOD, "secret").statusCode()).isEqualTo(200);
    assertThat(get(GOOD, "guess").statusCode()).isEqualTo(401);
    assertThatThrownBy(
            () ->
                new HttpSummaryQuery(List.of(address()), Optional.empty())
                    .summaries(Set.of(), Step.ONE_MINUTE, NOON, NOON))
        .isInstanceOf(SummariesUnavailable.class)
        .hasMessageContaining("401");
  }

  @Test
  void shouldNameABadParameter() throws Exception {
    HttpResponse<String> response = get(SummaryRequest.PATH + "?step=2m&from=0&to=1", "secret");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).isEqualTo("unknown step '2m': known are 10s, 1m, 1h");
    assertThat(get(SummaryRequest.PATH, "secret").statusCode()).isEqualTo(400);
  }

  @Test
  void shouldAnswerNothingButGet() throws Exception {
    var post = request(GOOD, "secret").POST(BodyPublishers.ofString("x")).build();

    assertThat(send(post).statusCode()).isEqualTo(405);
  }

  @Test
  void shouldKeepAFailureToItself() throws Exception {
    answer =
        request -> {
          throw new IllegalStateException("internal detail");
        };

    HttpResponse<String> response = get(GOOD, "secret");

    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(response.body()).doesNotContain("internal detail");
  }

  @Test
  void shouldSayWhenItsAddressIsTaken() {
    assertThatThrownBy(() -> SummaryServer.start(endpoint, answer))
        .isInstanceOf(CannotStart.class)
        .hasMessageStartingWith(
            "the aggregator cannot listen for queries on 127.0.0.1:" + endpoint.port());
  }

  @Test
  void shouldDemandATokenWhereOtherMachinesCanAsk() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> QueryEndpoint.on("0.0.0.0", 7071, Optional.empty()))
        .withMessage("queries on 0.0.0.0:7071 can be reached by other machines: a token is needed");
    assertThat(QueryEndpoint.on("0.0.0.0", 7071, Optional.of("x")).advertised())
        .isNotEqualTo("0.0.0.0");
    assertThat(QueryEndpoint.on("127.0.0.1", 7071, Optional.empty()).advertised())
        .isEqualTo("127.0.0.1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> QueryEndpoint.on("127.0.0.1", 0, Optional.empty()))
        .withMessage("query port: 1 to 65535, not 0");
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private URI address() {
    return QueryEndpoint.uri(endpoint.hostInfo());
  }

  private HttpResponse<String> get(String path, String token)
      throws IOException, InterruptedException {
    return send(request(path, token).build());
  }

  private HttpRequest.Builder request(String path, String token) {
    return HttpRequest.newBuilder(address().resolve(path))
        .header("Authorization", "Bearer " + token);
  }

  private static HttpResponse<String> send(HttpRequest request)
      throws IOException, InterruptedException {
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }
}
