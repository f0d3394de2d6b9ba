package io.moodstream.benchmarks.chaos;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Calls of the dashboard and of the stages' health. */
final class Http {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(LIMIT).build();

  private Http() {}

  /** 0 without an answer. */
  static int status(URI uri) throws InterruptedException {
    try {
      return CLIENT.send(request(uri), HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      return 0;
    }
  }

  static String body(URI uri) throws IOException, InterruptedException {
    return CLIENT.send(request(uri), HttpResponse.BodyHandlers.ofString()).body();
  }

  private static HttpRequest request(URI uri) {
    return HttpRequest.newBuilder(uri).timeout(LIMIT).build();
  }
}
