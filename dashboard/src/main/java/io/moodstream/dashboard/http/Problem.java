package io.moodstream.dashboard.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/**
 * An error as RFC 9457 reports it.
 *
 * @param detail what was wrong and what to do, one line
 * @param parameter the query parameter or the body's field that was wrong, our extension; null
 *     where none was
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    String instance,
    @Nullable String parameter) {
  static final String CONTENT_TYPE = "application/problem+json";

  public static Problem of(int status, String detail, String path) {
    return new Problem("about:blank", title(status), status, detail, path, null);
  }

  /**
   * @param code names the kind of the refusal, for programs
   */
  public Problem ofKind(String code) {
    return new Problem(
        "urn:moodstream:problem:" + code, title, status, detail, instance, parameter);
  }

  public Problem because(String wrongParameter) {
    return new Problem(type, title, status, detail, instance, wrongParameter);
  }

  public void answer(Context ctx) {
    ctx.status(status).contentType(CONTENT_TYPE).result(Json.bytes(this));
  }

  private static String title(int status) {
    return HttpStatus.forStatus(status).getMessage();
  }
}
