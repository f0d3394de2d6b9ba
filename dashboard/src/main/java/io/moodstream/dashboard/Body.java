package io.moodstream.dashboard;

import io.javalin.http.BadRequestResponse;
import io.javalin.http.ContentTooLargeResponse;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a call carries, never longer than its limit. */
final class Body {
  private static final Logger log = LoggerFactory.getLogger(Body.class);
  private static final int LIMIT = 64 << 10;
  private static final int BUNDLE_LIMIT = 64 << 20;
  private static final int CHUNK = 16 << 10;

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

  /**
   * Takes in what is left of the body once the answer is out, for at most {@code patience}: a
   * caller that is still sending when the connection closes never sees why it was refused.
   */
  static void discardRest(ServletRequest request, ServletResponse response, Duration patience)
      throws IOException {
    boolean waitsToBeAsked = ((HttpServletRequest) request).getHeader("Expect") != null;
    if (request.isAsyncStarted() || waitsToBeAsked || request.getContentLengthLong() == 0) {
      return;
    }
    response.flushBuffer();
    long end = System.nanoTime() + patience.toNanos();
    byte[] chunk = new byte[CHUNK];
    InputStream rest = request.getInputStream();
    try {
      int left = BUNDLE_LIMIT;
      int read = 0;
      while (read >= 0 && left > 0 && System.nanoTime() < end) {
        read = rest.read(chunk);
        left -= read;
      }
    } catch (IOException e) {
      log.debug("the rest of a body did not come", e);
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
