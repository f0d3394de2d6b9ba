package io.moodstream.dashboard.pages;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import io.javalin.http.UnauthorizedResponse;
import io.moodstream.dashboard.http.Errors;
import io.moodstream.dashboard.http.Routes;
import io.moodstream.dashboard.users.Right;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The page and what it loads, all from the class path. */
public final class PageFiles implements Routes {
  private static final String FOLDER = "/io/moodstream/dashboard/page/";
  private static final Pattern ASSET = Pattern.compile("[a-z-]+\\.(js|css|svg)");
  private static final Map<String, String> CONTENT_TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "json", "application/json",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "svg", "image/svg+xml",
          "yaml", "application/yaml; charset=utf-8");

  private final String charts = WebJar.directory("chart.js") + "/dist/chart.umd.min.js";
  private final PageLayout layout = layout();
  private final Map<String, Loaded> loaded = new ConcurrentHashMap<>();

  /**
   * @param tag changes with the content
   */
  private record Loaded(byte[] content, String tag) {}

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/", ctx -> answer(ctx, FOLDER + "index.html"), Right.VIEW);
    routes.get("/wall", ctx -> answer(ctx, FOLDER + "wall.html"), Right.VIEW);
    routes.get("/history", ctx -> answer(ctx, FOLDER + "history.html"), Right.VIEW);
    routes.get("/camera", ctx -> answer(ctx, FOLDER + "camera.html"), Right.VIEW);
    routes.get("/cameras", ctx -> answer(ctx, FOLDER + "cameras.html"), Right.VIEW);
    routes.get("/models", ctx -> answer(ctx, FOLDER + "models.html"), Right.VIEW);
    routes.get("/alerts", ctx -> answer(ctx, FOLDER + "alerts.html"), Right.VIEW);
    routes.get("/api", ctx -> answer(ctx, FOLDER + "api.html"), Right.VIEW);
    routes.get("/sign-in", ctx -> answer(ctx, FOLDER + "sign-in.html"), Right.NONE);
    routes.get("/openapi.yaml", ctx -> answer(ctx, FOLDER + "openapi.yaml"), Right.VIEW);
    routes.get("/assets/openapi.json", ctx -> answer(ctx, FOLDER + "openapi.json"), Right.NONE);
    routes.get("/assets/chart.js", ctx -> answer(ctx, charts), Right.NONE);
    routes.get("/assets/{file}", this::asset, Right.NONE);
    routes.exception(UnauthorizedResponse.class, this::unauthorized);
  }

  /** Lets a person sign in; a program gets a problem. */
  private void unauthorized(UnauthorizedResponse refusal, Context ctx) {
    if (Optional.ofNullable(ctx.header("Accept")).orElse("").contains("text/html")) {
      answer(ctx, FOLDER + "sign-in.html");
      ctx.status(HttpStatus.UNAUTHORIZED).header("Cache-Control", "no-store");
    } else {
      // RFC 9110 demands the header of every 401; browsers show no dialog for this scheme.
      ctx.header("WWW-Authenticate", "Bearer realm=\"moodstream\"");
      Errors.answer(refusal, ctx);
    }
  }

  private void asset(Context ctx) {
    String file = ctx.pathParam("file");
    if (!ASSET.matcher(file).matches()) {
      throw new NotFoundResponse("no file " + ctx.path());
    }
    answer(ctx, FOLDER + "assets/" + file);
  }

  private void answer(Context ctx, String resource) {
    Loaded file =
        Optional.ofNullable(loaded.get(resource))
            .or(() -> load(resource))
            .orElseThrow(() -> new NotFoundResponse("no file " + ctx.path()));
    ctx.header("Cache-Control", "no-cache").header("ETag", file.tag());
    if (file.tag().equals(ctx.header("If-None-Match"))) {
      ctx.status(304);
      return;
    }
    String extension = resource.substring(resource.lastIndexOf('.') + 1);
    ctx.contentType(CONTENT_TYPES.get(extension)).result(file.content());
  }

  private Optional<Loaded> load(String resource) {
    try {
      Optional<byte[]> content =
          switch (resource.substring(resource.lastIndexOf('.') + 1)) {
            case "json" -> read(FOLDER + "openapi.yaml").map(OpenApi::toJson);
            case "html" -> read(resource).map(this::inLayout);
            default -> read(resource);
          };
      Optional<Loaded> file = content.map(bytes -> new Loaded(bytes, tag(bytes)));
      file.ifPresent(found -> loaded.put(resource, found));
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] inLayout(byte[] page) {
    return layout.render(new String(page, UTF_8)).getBytes(UTF_8);
  }

  private static PageLayout layout() {
    try {
      byte[] layout = read(FOLDER + "layout.html").orElseThrow();
      byte[] top = read(FOLDER + "top.html").orElseThrow();
      return new PageLayout(new String(layout, UTF_8), new String(top, UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<byte[]> read(String resource) throws IOException {
    try (InputStream in = PageFiles.class.getResourceAsStream(resource)) {
      return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
    }
  }

  /** Weak, because the answer may be compressed on its way. */
  private static String tag(byte[] content) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      return "W/\"%s\"".formatted(HexFormat.of().formatHex(digest, 0, 8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
