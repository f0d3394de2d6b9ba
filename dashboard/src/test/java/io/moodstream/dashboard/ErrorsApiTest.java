package io.moodstream.dashboard;

import static io.moodstream.dashboard.RunningDashboard.json;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorsApiTest {
  private final RunningDashboard dashboard = RunningDashboard.open();

  @AfterEach
  void close() {
    dashboard.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/nowhere", "/api/v2/cameras", "/assets/none.js", "/assets/%2e%2e.js"})
  void shouldAnswerAProblemForAnUnknownPath(String path) {
    HttpResponse<String> answer = dashboard.get(path);

    assertThat(answer.statusCode()).isEqualTo(404);
    assertProblem(answer, 404, "Not Found");
  }

  @Test
  void shouldNameTheMethodsThatArePossible() {
    HttpResponse<String> answer = dashboard.send(dashboard.request("/api/v1/cameras").DELETE());

    assertThat(answer.headers().firstValue("Allow")).contains("GET, POST");
    assertProblem(answer, 405, "Method Not Allowed");
  }

  @Test
  void shouldRefuseALargeBody() {
    HttpResponse<String> answer =
        dashboard.send(
            dashboard
                .request("/api/v1/cameras")
                .POST(BodyPublishers.ofByteArray(new byte[65_537])));

    assertProblem(answer, 413, "Content Too Large");
  }

  @Test
  void shouldAnswerAProblemForAMalformedRequest() throws IOException {
    String answer = raw("GET /api/v1/cameras HTTP/1.1\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 400").contains("application/problem+json");
    assertThat(answer).contains("\"status\":400");
  }

  @Test
  void shouldRefuseAnAmbiguousPath() throws IOException {
    String answer = raw("GET /assets/..%2findex.html HTTP/1.1\r\nHost: localhost\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 400").contains("application/problem+json");
  }

  private String raw(String request) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), dashboard.port)) {
      socket.getOutputStream().write(request.getBytes(US_ASCII));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), US_ASCII);
    }
  }

  private static void assertProblem(HttpResponse<String> answer, int status, String title) {
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    JsonNode problem = json(answer);
    assertThat(problem.get("type").asText()).isEqualTo("about:blank");
    assertThat(problem.get("title").asText()).isEqualTo(title);
    assertThat(problem.get("status").asInt()).isEqualTo(status);
    assertThat(problem.get("detail").asText()).isNotBlank();
    assertThat(problem.get("instance").asText()).startsWith("/");
    assertThat(answer.statusCode()).isEqualTo(status);
  }
}
