package io.moodstream.facedetector;

/** The bytes are not a readable picture; the message gives the reason, without the bytes. */
public final class UnreadablePicture extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnreadablePicture(String reason) {
    super(reason);
  }

  UnreadablePicture(String reason, Exception cause) {
    super(reason, cause);
  }
}
