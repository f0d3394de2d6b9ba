package io.moodstream.dashboard.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.ExceptionHandler;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.http.MethodNotAllowedResponse;
import io.javalin.router.EndpointNotFound;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.TimeoutException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every failure as a {@link Problem}. */
public final class Errors {
  private static final Logger log = LoggerFactory.getLogger(Errors.class);
  private static final String UNEXPECTED = "an unexpected failure; the log has its cause";

  private static final int CLIENT_GONE = 499;

  private Errors() {}

  static void addTo(RoutesConfig routes) {
    routes
        .exception(
            BadParameter.class,
            (e, ctx) -> problem(ctx, 400, e.getMessage()).because(e.parameter()).answer(ctx))
        .exception(CallerWatch.CallerGone.class, Errors::unheard)
        .exception(TimeoutException.class, (e, ctx) -> kafkaSilent(ctx))
        .exception(EndpointNotFound.class, (e, ctx) -> noSuchPath(ctx))
        .exception(MethodNotAllowedResponse.class, Errors::methodNotAllowed)
        .exception(HttpResponseException.class, Errors::answer)
        .exception(Exception.class, Errors::unexpected);
  }

  /** Answers a failure of this kind with a status; its message is for the client. */
  public static <E extends Exception> ExceptionHandler<E> as(HttpStatus status) {
    return (e, ctx) -> problem(ctx, status.getCode(), e.getMessage()).answer(ctx);
  }

  /** Answers with 503: the same call may succeed a second later. */
  public static void busy(Exception e, Context ctx) {
    ctx.header("Retry-After", "1");
    problem(ctx, 503, e.getMessage()).answer(ctx);
  }

  /** The answer reaches no one; 499 is what access logs of proxies have for it. */
  private static void unheard(CallerWatch.CallerGone e, Context ctx) {
    log.info("{} {} was ended: {} has gone", ctx.method(), ctx.path(), ctx.ip());
    problem(ctx, CLIENT_GONE, e.getMessage()).answer(ctx);
  }

  private static void kafkaSilent(Context ctx) {
    ctx.header("Retry-After", "1");
    problem(ctx, 503, "Kafka does not answer at the moment: try again").answer(ctx);
  }

  private static void noSuchPath(Context ctx) {
    problem(ctx, 404, "nothing at %s: /openapi.yaml lists all calls".formatted(ctx.path()))
        .answer(ctx);
  }

  private static void methodNotAllowed(MethodNotAllowedResponse e, Context ctx) {
    String allowed =
        Optional.ofNullable(e.getDetails().get("availableMethods"))
            .orElseGet(() -> String.valueOf(e.getDetails().get("Available methods")));
    ctx.header("Allow", allowed);
    problem(ctx, 405, "%s %s is not possible, only %s".formatted(ctx.method(), ctx.path(), allowed))
        .answer(ctx);
  }

  public static void answer(HttpResponseException e, Context ctx) {
    problem(ctx, e.getStatus(), e.getMessage()).answer(ctx);
  }

  /** Before a WebSocket opens: Javalin answers a refusal there with its status alone. */
  public static void telling(Context ctx, Consumer<Context> check) throws IOException {
    try {
      check.accept(ctx);
    } catch (HttpResponseException e) {
      Problem problem = problem(ctx, e.getStatus(), e.getMessage());
      ctx.status(e.getStatus()).contentType(Problem.CONTENT_TYPE);
      ctx.res().getOutputStream().write(Json.bytes(problem));
      throw e;
    }
  }

  private static void unexpected(Exception e, Context ctx) {
    log.error("{} {} has failed", ctx.method(), ctx.path(), e);
    problem(ctx, 500, UNEXPECTED).answer(ctx);
  }

  /** For an {@link Error}: what little can be done. */
  static void fatal(HttpServletResponse response, Error error) {
    log.error("a call has failed", error);
    response.setStatus(500);
    response.setContentType(Problem.CONTENT_TYPE);
    try {
      response.getOutputStream().write(Json.bytes(Problem.of(500, UNEXPECTED, "")));
    } catch (IOException e) {
      log.debug("the caller has gone", e);
    }
  }

  public static Problem problem(Context ctx, int status, @Nullable String detail) {
    return Problem.of(status, Optional.ofNullable(detail).orElse(UNEXPECTED), ctx.path());
  }

  /** What the server refuses before any route sees it: malformed requests, headers too large. */
  static boolean beforeRoutes(Request request, Response response, Callback callback) {
    String detail =
        Optional.ofNullable(request.getAttribute(ErrorHandler.ERROR_MESSAGE))
            .map(String::valueOf)
            .orElseGet(() -> HttpStatus.forStatus(response.getStatus()).getMessage());
    response.getHeaders().put("Content-Type", Problem.CONTENT_TYPE);
    byte[] body = Json.bytes(Problem.of(response.getStatus(), detail, ""));
    response.write(true, ByteBuffer.wrap(body), callback);
    return true;
  }
}
