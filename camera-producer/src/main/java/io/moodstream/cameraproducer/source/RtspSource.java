package io.moodstream.cameraproducer.source;

import io.moodstream.pipeline.cameras.StreamAddress;
import io.moodstream.pipeline.frames.Jpeg;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;

/** A network camera that speaks RTSP; over TCP, so that pictures arrive whole. */
public final class RtspSource implements FrameSource {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(3);

  private final StreamAddress address;
  private final VideoReader grabber;

  /**
   * @throws IOException if no pictures can be had there now; the message is for the user
   */
  public RtspSource(StreamAddress address) throws IOException {
    this.address = address;
    // First, because it is quick and exact: most dead cameras are dead here.
    requireListening(address);
    this.grabber = VideoReader.ofRtsp(address);
  }

  private static void requireListening(StreamAddress address) throws IOException {
    String host = address.host().replaceAll("[\\[\\]]", "");
    try (var socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(host, address.port()), Math.toIntExact(CONNECT_LIMIT.toMillis()));
    } catch (UnknownHostException e) {
      throw new IOException("%s: unknown host %s".formatted(address, address.host()), e);
    } catch (SocketTimeoutException e) {
      throw new IOException("%s does not answer".formatted(address), e);
    } catch (IOException e) {
      throw new IOException("%s: nothing answers at port %d".formatted(address, address.port()), e);
    }
  }

  @Override
  public boolean advance() throws IOException, InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    if (!grabber.grab()) {
      throw new IOException("%s has ended the stream or is silent".formatted(address));
    }
    return true;
  }

  @Override
  public Jpeg jpeg() {
    return grabber.jpeg();
  }

  @Override
  public void close() {
    grabber.close();
  }
}
