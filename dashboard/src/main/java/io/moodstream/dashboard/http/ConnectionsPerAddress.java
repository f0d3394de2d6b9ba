package io.moodstream.dashboard.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.jetty.io.SelectorManager.AcceptListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes connections beyond a number for each address, so that none can take all there are. */
final class ConnectionsPerAddress implements AcceptListener {
  private static final Logger log = LoggerFactory.getLogger(ConnectionsPerAddress.class);

  private final int most;
  private final Map<SelectableChannel, InetAddress> owners = new HashMap<>();
  private final Map<InetAddress, Integer> open = new HashMap<>();

  ConnectionsPerAddress(int most) {
    this.most = most;
  }

  @Override
  public synchronized void onAccepting(SelectableChannel channel) {
    try {
      if (((SocketChannel) channel).getRemoteAddress() instanceof InetSocketAddress remote) {
        InetAddress address = remote.getAddress();
        owners.put(channel, address);
        if (open.merge(address, 1, Integer::sum) > most) {
          // Jetty finds it closed, and reports that as a failure to accept it.
          channel.close();
        }
      }
    } catch (IOException e) {
      log.debug("a connection was lost before it was accepted", e);
    }
  }

  @Override
  public void onAcceptFailed(SelectableChannel channel, Throwable cause) {
    onClosed(channel);
  }

  @Override
  public synchronized void onClosed(SelectableChannel channel) {
    InetAddress address = owners.remove(channel);
    if (address != null) {
      open.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1);
    }
  }
}
