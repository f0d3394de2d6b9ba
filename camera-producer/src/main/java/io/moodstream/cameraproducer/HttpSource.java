package io.moodstream.cameraproducer;

import io.moodstream.pipeline.frames.Jpeg;
import java.io.IOException;
import java.net.Authenticator;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.PasswordAuthentication;
import java.net.SocketTimeoutException;
import java.net.URL;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Motion JPEG over HTTP: the camera's own JPEGs, passed on as they are. Read without FFmpeg, so
 * that every wait has a limit and one camera knows nothing of the others.
 */
final class HttpSource implements FrameSource {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(3);

  private static final String DIGEST_ALGORITHMS = "http.auth.digest.reEnabledAlgorithms";

  /** A camera that sends nothing for so long counts as silent. */
  static final Duration SILENCE_LIMIT = Duration.ofSeconds(5);

  static {
    // JDK 19 and newer refuse Digest with MD5, which is all that most cameras can do. The property
    // is read once, before the first answer to a challenge.
    if (System.getProperty(DIGEST_ALGORITHMS) == null) {
      System.setProperty(DIGEST_ALGORITHMS, "MD5");
    }
  }

  private final StreamAddress address;
  private final HttpURLConnection connection;
  private final MultipartReader parts;
  private Optional<byte[]> picture = Optional.empty();

  /**
   * @throws IOException if no motion JPEG can be had there now; the message is for the user
   */
  HttpSource(StreamAddress address) throws IOException {
    this.address = address;
    this.connection = (HttpURLConnection) new URL(address.withoutCredentials()).openConnection();
    connection.setConnectTimeout(Math.toIntExact(CONNECT_LIMIT.toMillis()));
    connection.setReadTimeout(Math.toIntExact(SILENCE_LIMIT.toMillis()));
    connection.setUseCaches(false);
    address.login().ifPresent(login -> connection.setAuthenticator(answering(login)));
    try {
      this.parts = connect();
    } catch (IOException e) {
      close();
      throw explained(e);
    }
  }

  private MultipartReader connect() throws IOException {
    int status = connection.getResponseCode();
    if (status == HttpURLConnection.HTTP_UNAUTHORIZED) {
      throw new RefusedException("%s refuses the user or the password (401)".formatted(address));
    }
    if (status != HttpURLConnection.HTTP_OK) {
      throw new RefusedException("%s answers with status %d".formatted(address, status));
    }
    String type = String.valueOf(connection.getContentType());
    return MultipartReader.of(connection.getInputStream(), type)
        .orElseThrow(
            () -> new RefusedException("%s sends %s, not motion JPEG".formatted(address, type)));
  }

  @Override
  public boolean advance() throws IOException, InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    try {
      picture = parts.next();
    } catch (IOException e) {
      throw explained(e);
    }
    if (picture.isEmpty()) {
      throw new IOException("%s has ended the stream".formatted(address));
    }
    return true;
  }

  @Override
  public Jpeg jpeg() throws IOException {
    return JpegEncoder.adopt(picture.orElseThrow());
  }

  @Override
  public void close() {
    connection.disconnect();
  }

  private IOException explained(IOException problem) {
    if (problem instanceof RefusedException) {
      return problem;
    }
    if (problem instanceof UnknownHostException) {
      return new IOException("%s: unknown host %s".formatted(address, address.host()), problem);
    }
    if (problem instanceof ConnectException) {
      return new IOException(
          "%s: nothing answers at port %d".formatted(address, address.port()), problem);
    }
    if (problem instanceof SocketTimeoutException) {
      return new IOException("%s is silent".formatted(address), problem);
    }
    return new IOException("%s: %s".formatted(address, problem.getMessage()), problem);
  }

  /** For Basic and Digest alike. */
  private static Authenticator answering(StreamAddress.Login login) {
    return new Authenticator() {
      private boolean asked;

      @Override
      protected @Nullable PasswordAuthentication getPasswordAuthentication() {
        if (asked) {
          // The answer was wrong; to repeat it would lock the account of some cameras.
          return null;
        }
        asked = true;
        return new PasswordAuthentication(login.user(), login.password().toCharArray());
      }
    };
  }

  /** The camera answered, but not with pictures. */
  private static final class RefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
      super(message);
    }
  }
}
