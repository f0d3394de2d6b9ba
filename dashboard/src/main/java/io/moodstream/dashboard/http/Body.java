package io.moodstream.dashboard.http;

import io.javalin.http.BadRequestResponse;
import io.javalin.http.ContentTooLargeResponse;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The body of a call, never longer than the call's limit. */
public final class Body {
  private static final Logger log = LoggerFactory.getLogger(Body.class);
  private static final int LIMIT = 64 << 10;
  private static final String LIMIT_OF_CALL = "moodstream.body-limit";
  private static final int CHUNK = 16 << 10;

  private Body() {}

  private record Limit(int bytes, Duration patience) {}

  /** The limits of all calls. */
  static final class Limits {
    private final Map<String, Integer> larger = new HashMap<>();
    private final Duration patience;

    /**
     * @param patience with the body of a request that is not an upload
     */
    Limits(List<Routes> routes, Duration patience) {
      routes.forEach(part -> larger.putAll(part.bodyLimits()));
      this.patience = patience;
    }

    /** Runs before every route: refuses by the announced length, before anything is read. */
    void check(Context ctx) {
      Integer upload = larger.get(ctx.method() + " " + ctx.path());
      var limit =
          upload == null
              ? new Limit(LIMIT, patience)
              : new Limit(upload, patience.multipliedBy(WebSettings.UPLOAD_PATIENCE));
      ctx.attribute(LIMIT_OF_CALL, limit);
      if (ctx.req().getContentLengthLong() > limit.bytes()) {
        throw tooLarge(limit.bytes());
      }
    }

    /** The calls that carry more than others. */
    Set<String> uploads() {
      return Set.copyOf(larger.keySet());
    }

    int largest() {
      return larger.values().stream().mapToInt(limit -> limit).reduce(LIMIT, Math::max);
    }
  }

  /**
   * Reads it whole. A call need not announce its length: of a body that is too large, one chunk
   * beyond the limit is read at most. Of a body that comes too slowly, each read waits for the
   * connection's idle time at most.
   */
  public static byte[] read(Context ctx) {
    Limit limit = Objects.requireNonNull(ctx.attribute(LIMIT_OF_CALL), "every call has a limit");
    long end = System.nanoTime() + limit.patience().toNanos();
    var body = new ByteArrayOutputStream();
    byte[] chunk = new byte[CHUNK];
    try {
      InputStream in = ctx.req().getInputStream();
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        body.write(chunk, 0, read);
        if (body.size() > limit.bytes()) {
          throw tooLarge(limit.bytes());
        }
        if (System.nanoTime() - end > 0) {
          throw tooSlow(ctx, limit.patience());
        }
      }
      return body.toByteArray();
    } catch (IOException e) {
      // The client has gone or has fallen asleep: nothing of ours has failed.
      log.debug("the body of {} is incomplete", ctx.path(), e);
      throw new BadRequestResponse("the request body was incomplete");
    }
  }

  private static HttpResponseException tooSlow(Context ctx, Duration patience) {
    ctx.header("Connection", "close");
    return new HttpResponseException(
        HttpStatus.REQUEST_TIMEOUT.getCode(),
        "the request body took longer than %d s".formatted(patience.toSeconds()));
  }

  private static ContentTooLargeResponse tooLarge(int limit) {
    return new ContentTooLargeResponse("the body is larger than %d bytes".formatted(limit));
  }
}
