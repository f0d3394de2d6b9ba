package io.moodstream.dashboard.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Set;
import java.util.stream.Collectors;

/** The JSON object that a call carries; whatever is wrong in it is answered with 400. */
public final class JsonBody {
  private final JsonNode object;

  private JsonBody(JsonNode object) {
    this.object = object;
  }

  /** Any other field than {@code known} is an error: a misspelt one must not go unseen. */
  public static JsonBody read(Context ctx, Set<String> known) {
    JsonNode object = parse(Body.read(ctx));
    String all = known.stream().sorted().collect(Collectors.joining(", "));
    if (!object.isObject()) {
      throw new BadRequestResponse("the body is not a JSON object: send one with " + all);
    }
    for (var field : object.properties()) {
      if (!known.contains(field.getKey())) {
        throw new BadRequestResponse(
            "unknown field '%s': this call knows %s".formatted(field.getKey(), all));
      }
    }
    return new JsonBody(object);
  }

  /** Whether the field is there and not null. */
  public boolean has(String name) {
    return object.hasNonNull(name);
  }

  /** From 0. */
  public int integer(String name) {
    JsonNode value = object.path(name);
    if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < 0) {
      throw new BadRequestResponse("%s: give an integer from 0".formatted(name));
    }
    return value.intValue();
  }

  /** Above 0, up to 1. */
  public double positiveShare(String name) {
    JsonNode value = object.path(name);
    if (!value.isNumber() || !(value.doubleValue() > 0 && value.doubleValue() <= 1)) {
      throw new BadRequestResponse("%s: give a number above 0, up to 1".formatted(name));
    }
    return value.doubleValue();
  }

  /** Not blank. */
  public String text(String name) {
    JsonNode value = object.path(name);
    if (!value.isTextual() || value.textValue().isBlank()) {
      throw new BadRequestResponse("%s: give a text that is not empty".formatted(name));
    }
    return value.textValue().strip();
  }

  private static JsonNode parse(byte[] body) {
    try {
      return Json.tree(body);
    } catch (IOException e) {
      throw new BadRequestResponse("the body is not JSON: " + firstLine(e));
    }
  }

  /** The parser's further lines say where in our code. */
  private static String firstLine(IOException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("it cannot be read");
  }
}
