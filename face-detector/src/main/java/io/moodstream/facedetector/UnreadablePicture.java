package io.moodstream.facedetector;

/** The bytes are no picture that can be looked at; the message says why, without the bytes. */
public final class UnreadablePicture extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnreadablePicture(String reason) {
    super(reason);
  }

  UnreadablePicture(String reason, Exception cause) {
    super(reason, cause);
  }
}
