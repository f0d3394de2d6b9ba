package io.moodstream.dashboard.http;

import io.javalin.config.RoutesConfig;
import java.util.Map;
import org.eclipse.jetty.ee10.websocket.server.JettyWebSocketServletFactory;

/** A part of the API: it brings its calls, their limits and the answers to its own failures. */
public interface Routes {
  void addTo(RoutesConfig routes);

  /** Calls that may carry more than 64 KiB, as {@code POST /api/v1/models}, and their bytes. */
  default Map<String, Integer> bodyLimits() {
    return Map.of();
  }

  /** Limits of the WebSockets that it opens. */
  default void limit(JettyWebSocketServletFactory sockets) {}
}
