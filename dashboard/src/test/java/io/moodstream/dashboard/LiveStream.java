package io.moodstream.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Follows the live events over a connection of its own, which can be cut at any time. */
public final class LiveStream implements AutoCloseable {
  private final Socket socket;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final Thread reader = new Thread(this::read, "live-stream");

  record Event(String name, String data) {}

  private LiveStream(Socket socket) {
    this.socket = socket;
    reader.start();
  }

  static LiveStream of(HttpRequest request) {
    URI uri = request.uri();
    try {
      var socket = new Socket(InetAddress.getLoopbackAddress(), uri.getPort());
      String path = uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
      // HTTP/1.0: the answer comes unchunked.
      socket
          .getOutputStream()
          .write(
              "GET %s HTTP/1.0\r\nHost: localhost\r\n%s\r\n"
                  .formatted(path, headers(request))
                  .getBytes(UTF_8));
      return new LiveStream(socket);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String headers(HttpRequest request) {
    var lines = new StringBuilder();
    request
        .headers()
        .map()
        .forEach(
            (name, values) ->
                values.forEach(
                    value -> lines.append(name).append(": ").append(value).append("\r\n")));
    return lines.toString();
  }

  /** The next event; fails when none comes. */
  Event next() {
    try {
      Event event = events.poll(10, TimeUnit.SECONDS);
      if (event == null) {
        throw new AssertionError("no event within 10 s");
      }
      return event;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Returns when the server has ended the answer. */
  void awaitEnd() {
    try {
      reader.join(10_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (reader.isAlive()) {
      throw new AssertionError("the answer goes on after 10 s");
    }
  }

  private void read() {
    try (var lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8))) {
      String name = "";
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("event: ")) {
          name = line.substring("event: ".length());
        } else if (line.startsWith("data: ")) {
          events.add(new Event(name, line.substring("data: ".length())));
        }
      }
    } catch (IOException e) {
      // The connection was cut, by close() or by the server: the stream is at its end.
      events.add(new Event("cut", String.valueOf(e.getMessage())));
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
