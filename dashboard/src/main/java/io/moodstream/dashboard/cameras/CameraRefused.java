package io.moodstream.dashboard.cameras;

import io.moodstream.pipeline.frames.CameraId;

/** A page may not send, or not go on sending. The message is for the page. */
final class CameraRefused extends RuntimeException {
  static final int NOT_A_PICTURE = 1003;
  static final int BAD_REQUEST = 4400;
  static final int ON_AIR = 4409;
  static final int FULL = 4503;

  private static final long serialVersionUID = 1L;

  private final int code;

  /**
   * @param code of the WebSocket's closing; from 4000 on it is as HTTP's, plus 4000
   */
  CameraRefused(int code, String message) {
    super(message);
    this.code = code;
  }

  static CameraRefused onAir(CameraId camera) {
    return new CameraRefused(ON_AIR, "camera '%s' is on air already".formatted(camera));
  }

  static CameraRefused full(String why) {
    return new CameraRefused(FULL, why);
  }

  int code() {
    return code;
  }
}
