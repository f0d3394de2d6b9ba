package io.moodstream.dashboard;

import io.javalin.http.BadRequestResponse;
import io.javalin.http.ContentTooLargeResponse;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a call carries, never longer than its limit. */
final class Body {
  private static final Logger log = LoggerFactory.getLogger(Body.class);
  private static final int LIMIT = 64 << 10;
  static final int BUNDLE_LIMIT = 64 << 20;

  private Body() {}

  /** Refuses by what the call says of itself, before anything is read. */
  static void requireSmall(Context ctx) {
    int limit = limit(ctx);
    if (ctx.req().getContentLengthLong() > limit) {
      throw tooLarge(limit);
    }
  }

  /** A call need not say its length: reads one byte beyond the limit at most. */
  static byte[] read(Context ctx) {
    int limit = limit(ctx);
    try {
      byte[] body = ctx.req().getInputStream().readNBytes(limit + 1);
      if (body.length > limit) {
        throw tooLarge(limit);
      }
      return body;
    } catch (IOException e) {
      // The caller has gone or has fallen asleep: nothing of ours has failed.
      log.debug("the body of {} did not come", ctx.path(), e);
      throw new BadRequestResponse("the body did not come to its end");
    }
  }

  private static int limit(Context ctx) {
    boolean bundle = ctx.method().equals(HandlerType.POST) && ctx.path().equals(ModelRoutes.MODELS);
    return bundle ? BUNDLE_LIMIT : LIMIT;
  }

  private static ContentTooLargeResponse tooLarge(int limit) {
    return new ContentTooLargeResponse("the body is larger than %d bytes".formatted(limit));
  }
}
