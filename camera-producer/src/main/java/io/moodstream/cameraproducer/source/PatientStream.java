package io.moodstream.cameraproducer.source;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * A camera's bytes. Reading ends when no picture has come for too long, however many bytes have; a
 * socket's time-out before that is waited through.
 */
final class PatientStream extends FilterInputStream {
  /** Bytes; the end of a part may follow its picture. */
  private static final int LEFT_OVER = 200;

  private final PicturePace pace;
  private long pictures;

  /** Bytes since the last picture. */
  private long count;

  PatientStream(InputStream in, PicturePace pace) {
    super(in);
    this.pace = pace;
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    forgetFormerPictures();
    while (true) {
      try {
        int read = super.read(bytes, offset, length);
        count += Math.max(0, read);
        if (read < 0 || !pace.isOverdue()) {
          return read;
        }
      } catch (SocketTimeoutException e) {
        // A slow camera may still be in time.
      }
      if (pace.isOverdue()) {
        throw new OverdueException(count > LEFT_OVER, pace.waited());
      }
    }
  }

  private void forgetFormerPictures() {
    if (pace.pictures() != pictures) {
      pictures = pace.pictures();
      count = 0;
    }
  }

  /** No picture has come in time. */
  static final class OverdueException extends IOException {
    private static final long serialVersionUID = 1L;

    OverdueException(boolean sendsData, Duration waited) {
      super(
          sendsData
              ? "sends data, but no picture for %d s".formatted(waited.toSeconds())
              : "is silent");
    }
  }
}
