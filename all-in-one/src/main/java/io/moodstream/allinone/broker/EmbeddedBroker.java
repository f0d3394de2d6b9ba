package io.moodstream.allinone.broker;

import io.moodstream.allinone.ClassArchive;
import io.moodstream.allinone.DiskFull;
import io.moodstream.allinone.Failure;
import io.moodstream.allinone.HostPort;
import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.kafka.KafkaConnection.KafkaUnreachable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The real Kafka broker (KRaft) in a child JVM started from this process's class path. Its data
 * outlives it, frames and faces excepted; it ends when this process ends, however that happens.
 * Every listener requires a login that only the owner of the folder can read.
 */
public final class EmbeddedBroker implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EmbeddedBroker.class);
  private static final String CONFIG = "server.properties";
  private static final Pattern PORT_TAKEN = Pattern.compile("Address already in use");
  private static final int ATTEMPTS = 3;

  private final BrokerChild child;
  private final KafkaConnection connection;
  private final Optional<RemoteListener> remote;

  private EmbeddedBroker(
      BrokerChild child, KafkaConnection connection, Optional<RemoteListener> remote) {
    this.child = child;
    this.connection = connection;
    this.remote = remote;
  }

  /**
   * Returns when the broker answers.
   *
   * @param folder for its data, its configuration and {@code broker.log}; not used by another one
   * @param listen also open it to other machines at this address
   * @throws Failure if it does not come up; the message holds what its log gives as the cause
   */
  public static EmbeddedBroker start(Path folder, Optional<HostPort> listen)
      throws InterruptedException {
    try {
      PrivateFile.createFolder(folder);
      BrokerChild.endOrphan(folder);
      listen.ifPresent(EmbeddedBroker::requireFree);
      Optional<RemoteListener> remote = Optional.empty();
      if (listen.isPresent()) {
        remote = Optional.of(RemoteListener.open(listen.get(), folder));
      }
      for (int attempt = 1; ; attempt++) {
        EmbeddedBroker broker = launch(folder, remote);
        if (broker.answers()) {
          broker.admitCameras();
          return broker;
        }
        // Before the end, which adds errors of its own to the log.
        Failure failure = broker.startFailure();
        boolean isPortTaken = broker.child.log().contains(PORT_TAKEN);
        broker.child.end();
        if (attempt == ATTEMPTS || !isPortTaken) {
          throw failure;
        }
      }
    } catch (IOException e) {
      throw DiskFull.causes(e)
          ? DiskFull.failure(folder)
          : new Failure("cannot start the embedded Kafka in %s: %s".formatted(folder, e), e);
    }
  }

  private void admitCameras() throws InterruptedException {
    if (remote.isEmpty()) {
      return;
    }
    try (Admin admin = connection.admin()) {
      CameraRights.grant(admin, RemoteListener.USER);
    } catch (ExecutionException e) {
      child.end();
      throw new Failure("cannot admit camera machines to the embedded Kafka: " + e.getMessage(), e);
    }
  }

  private static EmbeddedBroker launch(Path folder, Optional<RemoteListener> remote)
      throws IOException {
    int port = freePort();
    // A new password at each start: an old one is worth nothing.
    BrokerLogin login = BrokerLogin.random("stages");
    PrivateFile.write(
        folder.resolve(CONFIG),
        BrokerConfig.of(port, freePort(), login, remote),
        "written at every start");
    var connection = new KafkaConnection("127.0.0.1:" + port, login.client("SASL_PLAINTEXT"));
    ClientFile.of(folder).write(connection);
    if (remote.isPresent()) {
      ClientFile.forCameras(folder).write(remote.get().client());
    }
    return new EmbeddedBroker(BrokerChild.launch(folder, CONFIG), connection, remote);
  }

  public KafkaConnection connection() {
    return connection;
  }

  /** The client properties for camera machines, if it is open to them. */
  public Optional<Path> cameraFile() {
    return remote.map(listener -> ClientFile.forCameras(child.folder()).path());
  }

  /** Of the classes that its process has loaded, see {@link ClassArchive}. */
  public Path classList() {
    return child.folder().resolve(BrokerChild.CLASS_LIST);
  }

  Process process() {
    return child.process();
  }

  /** How its process has ended and where to read why; empty while it runs. */
  Optional<String> ending() {
    if (child.process().isAlive()) {
      return Optional.empty();
    }
    return Optional.of(
        hasFullDisk()
            ? DiskFull.message(child.folder())
            : "its process has ended with code %d; see %s"
                .formatted(child.process().exitValue(), child.log().file()));
  }

  private boolean hasFullDisk() {
    return DiskFull.isAt(child.folder()) || child.log().namesAFullDisk();
  }

  /** Ends the broker, and leaves no frames and faces in its folder. */
  @Override
  public void close() {
    if (!child.process().isAlive()) {
      return;
    }
    Path data = child.folder().resolve(BrokerConfig.DATA);
    try {
      forgetAndEnd().deleteFiles(data);
    } catch (ExecutionException | IOException e) {
      log.warn("frames and faces of the last minutes stay in {} until the next start", data, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private FrameErasure forgetAndEnd() throws InterruptedException, ExecutionException {
    try {
      return FrameErasure.forget(connection);
    } finally {
      child.end();
    }
  }

  /** False if it has ended, or does not answer and does nothing else either. */
  private boolean answers() throws InterruptedException, IOException {
    var progress = new StartProgress(Instant.now());
    while (true) {
      try {
        connection.requireReachable(Duration.ofSeconds(2));
        return true;
      } catch (KafkaUnreachable e) {
        if (!child.process().isAlive() || progress.hasEnded(Instant.now(), child.work())) {
          return false;
        }
      }
    }
  }

  private Failure startFailure() {
    return hasFullDisk()
        ? DiskFull.failure(child.folder())
        : new Failure(
            "the embedded Kafka did not start; %s:%n%s"
                .formatted(child.log().file(), child.log().causes()));
  }

  private static void requireFree(HostPort address) {
    try (var socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(address.host(), address.port()));
    } catch (IOException e) {
      throw new Failure(
          "Kafka cannot listen on %s: %s; choose another --kafka-listen"
              .formatted(address, e.getMessage()),
          e);
    }
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
