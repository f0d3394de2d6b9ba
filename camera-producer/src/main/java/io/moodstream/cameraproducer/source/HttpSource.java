package io.moodstream.cameraproducer.source;

import io.moodstream.cameraproducer.picture.JpegEncoder;
import io.moodstream.cameraproducer.picture.WholeJpeg;
import io.moodstream.cameraproducer.source.PatientStream.OverdueException;
import io.moodstream.pipeline.cameras.StreamAddress;
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
 * that every wait has a limit and one camera cannot delay another. Parts that are not pictures are
 * skipped; damaged pictures are skipped and counted.
 */
public final class HttpSource implements FrameSource {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(3);

  private static final Duration READ_LIMIT = Duration.ofSeconds(5);

  private static final String DIGEST_ALGORITHMS = "http.auth.digest.reEnabledAlgorithms";

  static {
    // JDK 19 and newer refuse Digest with MD5, which is all that most cameras can do. The property
    // is read once, before the first answer to a challenge.
    if (System.getProperty(DIGEST_ALGORITHMS) == null) {
      System.setProperty(DIGEST_ALGORITHMS, "MD5");
    }
  }

  private final StreamAddress address;
  private final PicturePace pace;
  private final HttpURLConnection connection;
  private final MultipartReader parts;
  private Optional<byte[]> picture = Optional.empty();
  private long damaged;

  public HttpSource(StreamAddress address) throws IOException {
    this(address, new PicturePace(System::nanoTime), READ_LIMIT);
  }

  /**
   * @param readLimit for the answer's head, and between two looks at the clock while pictures are
   *     read
   * @throws IOException if no motion JPEG can be had there now; the message is for the user
   */
  public HttpSource(StreamAddress address, PicturePace pace, Duration readLimit)
      throws IOException {
    this.address = address;
    this.pace = pace;
    this.connection = (HttpURLConnection) new URL(address.withoutCredentials()).openConnection();
    connection.setConnectTimeout(Math.toIntExact(CONNECT_LIMIT.toMillis()));
    connection.setReadTimeout(Math.toIntExact(readLimit.toMillis()));
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
    Optional<String> type = Optional.ofNullable(connection.getContentType());
    return MultipartReader.of(new PatientStream(connection.getInputStream(), pace), type)
        .orElseThrow(
            () ->
                new RefusedException(
                    "%s sends %s, not motion JPEG"
                        .formatted(address, type.orElse("data without a type"))));
  }

  @Override
  public boolean advance() throws IOException, InterruptedException {
    picture = Optional.empty();
    while (picture.isEmpty()) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      picture = wholePicture(nextPart());
    }
    pace.pictureArrived();
    return true;
  }

  private byte[] nextPart() throws IOException {
    try {
      return parts
          .next()
          .orElseThrow(() -> new RefusedException("%s has ended the stream".formatted(address)));
    } catch (IOException e) {
      throw explained(e);
    }
  }

  private Optional<byte[]> wholePicture(byte[] part) {
    try {
      return Optional.of(WholeJpeg.of(part));
    } catch (IOException e) {
      damaged++;
      return Optional.empty();
    }
  }

  @Override
  public Jpeg jpeg() throws IOException {
    return JpegEncoder.adopt(picture.orElseThrow());
  }

  @Override
  public long damaged() {
    return damaged;
  }

  @Override
  public void close() {
    connection.disconnect();
  }

  private IOException explained(IOException problem) {
    if (problem instanceof RefusedException) {
      return problem;
    }
    if (problem instanceof OverdueException) {
      String pictures = damaged == 0 ? "" : " (damaged pictures: %d)".formatted(damaged);
      return new IOException(address + " " + problem.getMessage() + pictures, problem);
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
    String reason = Optional.ofNullable(problem.getMessage()).orElseGet(problem::toString);
    return new IOException("%s: %s".formatted(address, reason), problem);
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
