package io.moodstream.dashboard.cameras;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javalin.config.RoutesConfig;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.websocket.WsBinaryMessageContext;
import io.javalin.websocket.WsCloseContext;
import io.javalin.websocket.WsConnectContext;
import io.javalin.websocket.WsContext;
import io.javalin.websocket.WsErrorContext;
import io.moodstream.dashboard.cameras.BrowserCamera.Receipt;
import io.moodstream.dashboard.http.BadParameter;
import io.moodstream.dashboard.http.Json;
import io.moodstream.dashboard.http.Parameters;
import io.moodstream.dashboard.http.Routes;
import io.moodstream.dashboard.users.Right;
import io.moodstream.pipeline.cameras.CameraStatus.State;
import io.moodstream.pipeline.frames.CameraId;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.ee10.websocket.server.JettyWebSocketServletFactory;
import org.eclipse.jetty.websocket.api.exceptions.MessageTooLargeException;
import org.eclipse.jetty.websocket.api.exceptions.WebSocketTimeoutException;

/**
 * Frames from a page: {@code /api/v1/cameras/{id}/frames}, a WebSocket. The page sends a JPEG in
 * each binary message and gets a {@link Receipt} for each, in any order.
 */
public final class BrowserCameraRoute implements Routes {
  public static final int LARGEST_FRAME = 1 << 20;

  private static final String PATH = "/api/v1/cameras/{id}/frames";
  private static final String CAMERA = "moodstream.camera";

  /** After so long without a frame the name is free for others. */
  private static final Duration SILENCE_LIMIT = Duration.ofSeconds(10);

  /** Receipts that wait to be read; to a page that reads none, no more are sent. */
  private static final int WAITING_RECEIPTS = 100;

  /** The protocol allows 123 bytes. */
  private static final int LONGEST_REASON = 120;

  /** RFC 6455, section 7.4.1. */
  private static final int GOING_AWAY = 1001;

  private static final Set<Integer> STOPPED = Set.of(1000, 1001, 1005);

  private final BrowserCameras cameras;

  public BrowserCameraRoute(BrowserCameras cameras) {
    this.cameras = cameras;
  }

  /** For all WebSockets: this is the only one. */
  @Override
  public void limit(JettyWebSocketServletFactory sockets) {
    sockets.setMaxBinaryMessageSize(LARGEST_FRAME);
    sockets.setMaxTextMessageSize(1024);
    sockets.setIdleTimeout(SILENCE_LIMIT);
    sockets.setMaxOutgoingFrames(WAITING_RECEIPTS);
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get(
        PATH,
        ctx -> {
          ctx.header("Upgrade", "websocket");
          throw new HttpResponseException(
              HttpStatus.UPGRADE_REQUIRED.getCode(), "frames come over a WebSocket");
        },
        Right.OPERATE);
    routes.ws(
        PATH,
        socket -> {
          socket.onConnect(this::begin);
          socket.onBinaryMessage(this::take);
          socket.onMessage(ctx -> refuse(CameraRefused.NOT_A_PICTURE, "text is not a picture"));
          socket.onError(this::fail);
          socket.onClose(this::end);
        });
    routes.wsException(
        CameraRefused.class, (e, ctx) -> close(ctx, e.code(), String.valueOf(e.getMessage())));
    routes.wsException(
        BadParameter.class,
        (e, ctx) -> close(ctx, CameraRefused.BAD_REQUEST, String.valueOf(e.getMessage())));
  }

  private void begin(WsConnectContext ctx) {
    Optional<String> pictures =
        Parameters.of(ctx.queryParamMap(), Set.of("pictures")).single("pictures");
    if (!Set.of("on", "off").contains(pictures.orElse("off"))) {
      throw new BadParameter("pictures", "pictures is on or off");
    }
    String id = ctx.pathParam("id");
    if (!CameraId.isValid(id)) {
      refuse(
          CameraRefused.BAD_REQUEST,
          "a camera's name is 1 to 64 of the characters A-Z a-z 0-9 . _ -");
    }
    BrowserCamera camera =
        cameras.begin(
            new CameraId(id),
            pictures.orElse("off").equals("on"),
            reason -> close(ctx, GOING_AWAY, reason));
    ctx.attribute(CAMERA, camera);
  }

  private void take(WsBinaryMessageContext ctx) {
    BrowserCamera camera = ctx.attribute(CAMERA);
    if (camera == null) {
      // Refused, but the page had sent before it knew.
      return;
    }
    byte[] jpeg = new byte[ctx.data().remaining()];
    ctx.data().get(jpeg);
    try {
      camera.send(jpeg, receipt -> ctx.send(new String(Json.bytes(receipt), UTF_8)));
    } catch (IOException e) {
      refuse(CameraRefused.NOT_A_PICTURE, "not a camera's JPEG: " + String.valueOf(e.getMessage()));
    }
  }

  private void fail(WsErrorContext ctx) {
    Throwable cause = Optional.ofNullable(ctx.error()).orElseGet(IOException::new);
    if (cause instanceof WebSocketTimeoutException) {
      String silent = "no frame came for %d s".formatted(SILENCE_LIMIT.toSeconds());
      end(ctx, State.INTERRUPTED, silent);
    } else if (cause instanceof MessageTooLargeException) {
      end(ctx, State.ENDED, "a frame was larger than %d bytes".formatted(LARGEST_FRAME));
    } else {
      end(ctx, State.INTERRUPTED, "the connection to the browser is lost");
    }
  }

  private void end(WsCloseContext ctx) {
    if (STOPPED.contains(ctx.status())) {
      end(ctx, State.ENDED, "stopped");
    } else if (ctx.status() == CameraRefused.NOT_A_PICTURE) {
      end(ctx, State.ENDED, Optional.ofNullable(ctx.reason()).orElse("sent no picture"));
    } else {
      end(ctx, State.INTERRUPTED, "the connection to the browser is lost");
    }
  }

  private void end(WsContext ctx, State ending, String reason) {
    BrowserCamera camera = ctx.attribute(CAMERA);
    if (camera != null) {
      cameras.end(camera, ending, reason);
    }
  }

  private static void refuse(int code, String reason) {
    throw new CameraRefused(code, reason);
  }

  private static void close(WsContext ctx, int code, String reason) {
    String sendable = reason.replaceAll("[^\\x20-\\x7e]", "?");
    ctx.closeSession(code, sendable.substring(0, Math.min(LONGEST_REASON, sendable.length())));
  }
}
