package io.moodstream.dashboard.access;

import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/**
 * The origins whose pages may call: the address that the call was sent to, and the public address
 * of a reverse proxy. A default port counts as no port. What a proxy adds, such as {@code
 * X-Forwarded-Host}, counts for nothing: any client can send it.
 */
public final class OwnOrigins {
  private final Optional<URI> publicUrl;
  private final Optional<Origin> publicOrigin;

  /**
   * @param publicUrl as browsers see it, for example {@code https://mood.example}
   */
  public OwnOrigins(Optional<URI> publicUrl) {
    this.publicUrl = publicUrl;
    this.publicOrigin = publicUrl.flatMap(Origin::of);
  }

  private record Origin(String scheme, String host, int port) {
    static Optional<Origin> of(URI uri) {
      if (uri.getScheme() == null || uri.getHost() == null) {
        return Optional.empty();
      }
      String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
      return switch (scheme) {
        case "http" -> Optional.of(new Origin(scheme, host(uri), portOr(uri, 80)));
        case "https" -> Optional.of(new Origin(scheme, host(uri), portOr(uri, 443)));
        default -> Optional.empty();
      };
    }

    /**
     * @param scheme a Host header has none: that of the origin it is compared with
     */
    static Optional<Origin> ofHost(String scheme, String hostHeader) {
      return parse(scheme + "://" + hostHeader).flatMap(Origin::of);
    }

    static Optional<URI> parse(String text) {
      try {
        return Optional.of(new URI(text));
      } catch (URISyntaxException e) {
        return Optional.empty();
      }
    }

    private static String host(URI uri) {
      return uri.getHost().toLowerCase(Locale.ROOT);
    }

    private static int portOr(URI uri, int standard) {
      return uri.getPort() < 0 ? standard : uri.getPort();
    }
  }

  /** Whether the call comes from a page of ours, or from no page at all. */
  boolean allow(Context ctx) {
    String origin = ctx.header("Origin");
    return origin == null || allow(authority(ctx), origin);
  }

  /** The host and port that the caller asked for: HTTP/2 has no {@code Host} header. */
  static String authority(Context ctx) {
    return Optional.ofNullable(ctx.header("Host"))
        .orElseGet(() -> ctx.req().getServerName() + ":" + ctx.req().getServerPort());
  }

  boolean allow(String hostHeader, String origin) {
    return Origin.parse(origin)
        .flatMap(Origin::of)
        .filter(
            asked ->
                publicOrigin.filter(asked::equals).isPresent()
                    || Origin.ofHost(asked.scheme(), hostHeader).filter(asked::equals).isPresent())
        .isPresent();
  }

  /**
   * The address of one of our pages, as the caller's browser reaches it.
   *
   * @param path begins with a slash
   */
  public URI here(Context ctx, String path) {
    String origin =
        publicUrl
            .map(url -> url.getScheme() + "://" + url.getRawAuthority())
            .orElseGet(() -> (ctx.req().isSecure() ? "https" : "http") + "://" + authority(ctx));
    return Origin.parse(origin + path)
        .filter(uri -> uri.getHost() != null)
        .orElseThrow(() -> new BadRequestResponse("the Host header is not an address"));
  }

  /** Whether browsers reach the public address over https, whatever the proxy speaks to us. */
  boolean isPublicSecure() {
    return publicOrigin.filter(own -> own.scheme().equals("https")).isPresent();
  }
}
