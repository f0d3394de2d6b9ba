package io.moodstream.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Sends frames as the camera page does. */
public final class PageCamera implements AutoCloseable {
  private final BlockingQueue<String> receipts = new LinkedBlockingQueue<>();
  private final CompletableFuture<Closing> closing = new CompletableFuture<>();
  private final WebSocket socket;

  record Closing(int code, String reason) {}

  private PageCamera(URI address, Consumer<WebSocket.Builder> headers) {
    WebSocket.Builder builder = HttpClient.newHttpClient().newWebSocketBuilder();
    headers.accept(builder);
    socket = builder.buildAsync(address, new Listener()).join();
  }

  static PageCamera connect(RunningDashboard dashboard, String camera) {
    return connect(dashboard, camera, builder -> {});
  }

  /**
   * @param camera its name and the query
   * @throws java.util.concurrent.CompletionException if the handshake is refused
   */
  static PageCamera connect(
      RunningDashboard dashboard, String camera, Consumer<WebSocket.Builder> headers) {
    String address = "ws://127.0.0.1:%d/api/v1/cameras/%s".formatted(dashboard.port, camera);
    int query = address.indexOf('?');
    String path = query < 0 ? address : address.substring(0, query);
    String rest = query < 0 ? "" : address.substring(query);
    return new PageCamera(URI.create(path + "/frames" + rest), headers);
  }

  PageCamera send(byte[] message) {
    socket.sendBinary(ByteBuffer.wrap(message), true).join();
    return this;
  }

  void sendText(String message) {
    socket.sendText(message, true).join();
  }

  JsonNode receipt() throws InterruptedException {
    String receipt = receipts.poll(10, TimeUnit.SECONDS);
    if (receipt == null) {
      throw new AssertionError("no receipt within 10 s");
    }
    return RunningDashboard.json(receipt);
  }

  /** How the server has ended it. */
  Closing awaitClosing() {
    return closing.orTimeout(20, TimeUnit.SECONDS).join();
  }

  /** As the stop button does. */
  void stop() {
    socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
  }

  /** As a phone does that has left the building. */
  void vanish() {
    socket.abort();
  }

  @Override
  public void close() {
    socket.abort();
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        receipts.add(text.toString());
        text.setLength(0);
      }
      from.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      closing.complete(new Closing(code, reason));
      return null;
    }

    /** A connection that is reset ends so. */
    @Override
    public void onError(WebSocket from, Throwable error) {
      closing.complete(new Closing(1006, String.valueOf(error)));
    }
  }
}
