package io.moodstream.pipeline.frames;

/**
 * Names a frame of a camera: {@code <session>-<sequence>}. A producer begins a new session at each
 * start; within one session the sequence only grows, from 0. As text it has at most 128 characters.
 */
public record FrameId(String session, long sequence) {
  private static final int LONGEST = 128;

  public FrameId {
    if (session.isEmpty()) {
      throw new IllegalArgumentException("frame id without a session");
    }
    if (sequence < 0) {
      throw new IllegalArgumentException("frame id with negative sequence " + sequence);
    }
    requireShort(text(session, sequence));
  }

  /**
   * @throws IllegalArgumentException if the text is not {@code <session>-<sequence>}, or too long
   */
  public static FrameId parse(String text) {
    requireShort(text);
    int dash = text.lastIndexOf('-');
    try {
      return new FrameId(
          text.substring(0, Math.max(dash, 0)), Long.parseLong(text.substring(dash + 1)));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "frame id '%s' is not <session>-<sequence>".formatted(text), e);
    }
  }

  @Override
  public String toString() {
    return text(session, sequence);
  }

  private static String text(String session, long sequence) {
    return session + "-" + sequence;
  }

  private static void requireShort(String text) {
    if (text.length() > LONGEST) {
      throw new IllegalArgumentException(
          "frame id of %d characters: at most %d".formatted(text.length(), LONGEST));
    }
  }
}
