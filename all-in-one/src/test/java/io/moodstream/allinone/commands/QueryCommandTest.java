package io.moodstream.allinone.commands;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QueryCommandTest {
  private static final String ANSWER =
      """
      {"step":"1m","minimumPeople":3,"series":[
        {"camera":"hall","from":"2026-11-30T12:00:00Z","to":"2026-11-30T12:01:00Z","final":true,
         "frames":600,"skipped":200,"coverage":0.75,"facesSeen":1400,"faces":1200,"maxFaces":4,
         "meanFaces":2.33,"appearances":3,"dwellSeconds":12.25,"shares":{"angry":0.01,"disgust":0,"fear":0.04,
         "happy":0.625,"neutral":0.2,"sad":0.1,"surprise":0.025},"dominant":"happy",
         "valence":0.475,"expressiveness":0.8,"uncertain":0.1,
         "suppressed":false,"models":[1]},
        {"camera":"door","from":"2026-11-30T12:00:00Z","to":"2026-11-30T12:01:00Z","final":true,
         "frames":600,"skipped":0,"coverage":1,"facesSeen":null,"faces":null,"maxFaces":null,
         "meanFaces":null,"appearances":null,"dwellSeconds":null,"shares":null,"dominant":null,
         "valence":null,"expressiveness":null,"uncertain":null,"suppressed":true,"models":[]}]}
      """;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final List<String> asked = new ArrayList<>();
  private final HttpServer dashboard = server();
  private int code = 200;
  private String type = "application/json";
  private String body = ANSWER;
  private String next = "";

  private static HttpServer server() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @BeforeEach
  void listen() {
    dashboard.createContext("/", this::answer);
    dashboard.start();
  }

  @AfterEach
  void stop() {
    dashboard.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      asked.add(exchange.getRequestURI().toString());
      asked.add(String.valueOf(exchange.getRequestHeaders().getFirst("Accept")));
      asked.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
      exchange.getResponseHeaders().set("Content-Type", type);
      if (!next.isEmpty()) {
        exchange.getResponseHeaders().set("Link", "<" + next + ">; rel=\"next\"");
        next = "";
      }
      byte[] bytes = body.getBytes(UTF_8);
      exchange.sendResponseHeaders(code, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @Test
  void shouldShowATable() {
    assertThat(query()).isEqualTo(0);

    String time =
        DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ssxxx")
            .withZone(ZoneId.systemDefault())
            .format(Instant.parse("2026-11-30T12:00:00Z"));
    assertThat(out.toString().lines().toList())
        .satisfiesExactly(
            header ->
                assertThat(header)
                    .matches(
                        "from +camera +frames +analysed +faces +mean +most +appear. +stay"
                            + " +angry .*surprise +valence +uncertain  dominant"),
            hall ->
                assertThat(hall.replaceAll(" +", " "))
                    .isEqualTo(
                        time
                            + " hall 600 75% 1200 2.3 4 3 12.3s"
                            + " 1.0% 0.0% 4.0% 62.5% 20.0% 10.0% 2.5% +0.48 10% happy"),
            door ->
                assertThat(door.replaceAll(" +", " "))
                    .isEqualTo(
                        time
                            + " door 600 100% - - - - - - - - - - - - - -"
                            + " withheld: fewer than 3 people"));
    assertThat(asked).containsExactly("/api/v1/summaries?step=1m", "application/json", "null");
  }

  @Test
  void shouldAskForWhatIsMeant() {
    query(
        "--camera",
        "hall",
        "--camera",
        "door",
        "--group",
        "inside",
        "--step",
        "10s",
        "--from",
        "2026-11-30T12:00:00+01:00",
        "--to",
        "2026-11-30T13:00:00Z",
        "--token",
        "secret");

    assertThat(asked)
        .containsExactly(
            "/api/v1/summaries?step=10s&camera=hall&camera=door&group=inside"
                + "&from=2026-11-30T12:00:00%2B01:00&to=2026-11-30T13:00:00Z",
            "application/json", "Bearer secret");
  }

  @Test
  void shouldAskForTheLastHours() {
    Instant before = Instant.now();

    query("--last", "2h");

    Instant from = Instant.parse(asked.get(0).substring(asked.get(0).indexOf("from=") + 5));
    assertThat(Duration.between(from, before)).isLessThanOrEqualTo(Duration.ofHours(2));
    assertThat(Duration.between(from, before)).isGreaterThan(Duration.ofMinutes(119));
  }

  @Test
  void shouldPassCsvOn() {
    type = "text/csv";
    body = "camera,from\r\nhall,2026\r\n";

    assertThat(query("--format", "csv")).isEqualTo(0);

    assertThat(out).hasToString(body);
    assertThat(asked.get(1)).isEqualTo("text/csv");
  }

  @Test
  void shouldFollowThePagesOfALongAnswer() {
    // given
    type = "text/csv";
    body = "camera,from\r\nhall,2026\r\n";
    next = "/api/v1/summaries?page=2";

    assertThat(query("--format", "csv")).isEqualTo(0);

    assertThat(out).hasToString("camera,from\r\nhall,2026\r\nhall,2026\r\n");
    assertThat(asked).contains("/api/v1/summaries?page=2");
  }

  @Test
  void shouldAddTheWindowsOfAllPages() {
    next = "/api/v1/summaries?page=2";

    assertThat(query()).isEqualTo(0);

    assertThat(out.toString().lines()).hasSize(1 + 2 + 2);
  }

  @Test
  void shouldTellAProblemInOneLine() {
    code = 404;
    type = "application/problem+json";
    body = "{\"title\":\"Not Found\",\"status\":404,\"detail\":\"there is no camera 'hal'\"}";

    assertThat(query("--camera", "hal")).isEqualTo(1);

    assertThat(err.toString())
        .isEqualToIgnoringNewLines(
            "moodstream: %s answers 404: there is no camera 'hal'".formatted(url()));
  }

  @Test
  void shouldSayThatNoDashboardAnswers() {
    dashboard.stop(0);

    assertThat(query()).isEqualTo(1);

    assertThat(err.toString())
        .startsWith("moodstream: no dashboard answers at " + url())
        .hasLineCount(1);
  }

  @Test
  void shouldNameWhatIsNoSpanOfTime() {
    assertThat(query("--last", "two hours")).isEqualTo(2);
    assertThat(err.toString())
        .contains("'two hours' is not a length of time such as 500ms, 90s, 15m, 2h or 7d");
    assertThat(query("--last", "2h", "--from", "2026-11-30T12:00:00Z")).isEqualTo(2);
    assertThat(asked).isEmpty();
  }

  private String url() {
    return "http://127.0.0.1:" + dashboard.getAddress().getPort();
  }

  private int query(String... options) {
    var arguments = new ArrayList<>(List.of("query", "--url", url()));
    arguments.addAll(List.of(options));
    return Moodstream.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments.toArray(String[]::new));
  }
}
