package io.moodstream.pipeline.erasure;

import io.moodstream.pipeline.UserFacing;

/** Records are left, or a stage has not carried out the erasure yet; the message states which. */
public final class ErasureIncomplete extends RuntimeException implements UserFacing {
  private static final long serialVersionUID = 1L;

  ErasureIncomplete(String message) {
    super(message);
  }
}
