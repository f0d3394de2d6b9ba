package io.moodstream.testbroker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Where processes of a test meet. */
public final class Loopback {
  private Loopback() {}

  /** A port that was free a moment ago. */
  public static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
