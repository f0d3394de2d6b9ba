package io.moodstream.cameraproducer.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A real server on loopback with a thread for each caller: what a test camera answers with. */
public final class LoopbackServer implements AutoCloseable {
  /** One conversation; the connection is closed when it returns or throws. */
  @FunctionalInterface
  interface Conversation {
    void hold(InputStream in, OutputStream out) throws IOException, InterruptedException;
  }

  private final ServerSocket server;
  private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
  private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();
  private final Conversation conversation;

  private LoopbackServer(ServerSocket server, Conversation conversation) {
    this.server = server;
    this.conversation = conversation;
  }

  public static LoopbackServer start(Conversation conversation) {
    try {
      var server =
          new LoopbackServer(
              new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), conversation);
      server.run(server::accept);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Accepts the connection and sends nothing. */
  public static LoopbackServer silent() {
    return start((in, out) -> Thread.currentThread().join());
  }

  /** A port at which nothing listens. */
  public static int deadPort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  public int port() {
    return server.getLocalPort();
  }

  /** How many have called so far. */
  int calls() {
    return sockets.size();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        sockets.add(socket);
        run(() -> serve(socket));
      }
    } catch (IOException e) {
      // The server was closed.
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      conversation.hold(socket.getInputStream(), socket.getOutputStream());
    } catch (IOException | InterruptedException e) {
      // The caller hung up, or the test is over.
    }
  }

  private void run(Runnable task) {
    var thread = new Thread(task, "loopback-server");
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
  }

  /** A request's lines up to the empty one; empty when the caller has hung up. */
  static List<String> request(InputStream in) throws IOException {
    List<String> lines = new ArrayList<>();
    var line = new ByteArrayOutputStream();
    for (int next = in.read(); next >= 0; next = in.read()) {
      if (next != '\n') {
        line.write(next);
        continue;
      }
      String text = line.toString(ISO_8859_1).strip();
      line.reset();
      if (!text.isEmpty()) {
        lines.add(text);
      } else if (!lines.isEmpty()) {
        return lines;
      }
    }
    return List.of();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
    threads.forEach(Thread::interrupt);
  }
}
