package io.moodstream.dashboard.http;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How many requests may hold a thread at a time: in all, from one address, and uploads. The server
 * has more threads than there are places, so that {@code /health/*}, which needs no place, is
 * answered whatever the others do. Live clients hold a place only until their stream begins.
 */
final class RequestPlaces implements Filter {
  /** Of all. */
  static final int PLACES = 64;

  /** Requests that wait for a place, each for {@link #PATIENCE_MILLIS} at most. */
  static final int WAITING = 32;

  private static final int OF_AN_ADDRESS = 32;
  private static final int UPLOADS = 2;
  private static final long PATIENCE_MILLIS = 2_000;

  private final Semaphore places = new Semaphore(PLACES);
  private final Semaphore waiting = new Semaphore(WAITING);
  private final Semaphore uploading = new Semaphore(UPLOADS);
  private final Map<String, Address> byAddress = new ConcurrentHashMap<>();
  private final Set<String> uploads;
  private final int ofAnAddress;

  /**
   * @param uploads as {@code POST /api/v1/models}
   * @param proxied behind a proxy all clients share one address, and its places
   */
  RequestPlaces(Set<String> uploads, boolean proxied) {
    this.uploads = Set.copyOf(uploads);
    this.ofAnAddress = proxied ? PLACES : OF_AN_ADDRESS;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    var call = (HttpServletRequest) request;
    if (call.getRequestURI().startsWith("/health/")) {
      chain.doFilter(request, response);
    } else if (uploads.contains(call.getMethod() + " " + call.getRequestURI())) {
      inUploadPlace(call, response, chain);
    } else {
      inPlace(call, response, chain);
    }
  }

  private void inUploadPlace(HttpServletRequest call, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (!uploading.tryAcquire()) {
      refuse(response, "%d uploads are in progress: try again later".formatted(UPLOADS));
      return;
    }
    try {
      inPlace(call, response, chain);
    } finally {
      uploading.release();
    }
  }

  private void inPlace(HttpServletRequest call, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String address = Optional.ofNullable(call.getRemoteAddr()).orElse("");
    Semaphore own =
        byAddress.compute(address, (key, known) -> Address.with(known, ofAnAddress)).places();
    try {
      if (!take(own)) {
        refuse(
            response,
            "%d requests of %s are in progress: try again".formatted(ofAnAddress, address));
        return;
      }
      try {
        chainInPlace(call, response, chain);
      } finally {
        own.release();
      }
    } finally {
      byAddress.computeIfPresent(address, (key, known) -> known.without());
    }
  }

  private void chainInPlace(HttpServletRequest call, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (!take(places)) {
      refuse(response, "too many requests are in progress: try again");
      return;
    }
    try {
      chain.doFilter(call, response);
    } finally {
      places.release();
    }
  }

  /** The places of one address, while it has requests. */
  private record Address(Semaphore places, int requests) {
    static Address with(@Nullable Address known, int most) {
      return known == null
          ? new Address(new Semaphore(most), 1)
          : new Address(known.places, known.requests + 1);
    }

    @Nullable Address without() {
      return requests == 1 ? null : new Address(places, requests - 1);
    }
  }

  private boolean take(Semaphore from) {
    if (from.tryAcquire()) {
      return true;
    }
    if (!waiting.tryAcquire()) {
      return false;
    }
    try {
      return from.tryAcquire(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      waiting.release();
    }
  }

  private static void refuse(ServletResponse response, String reason) throws IOException {
    var answer = (HttpServletResponse) response;
    answer.setStatus(503);
    answer.setHeader("Retry-After", "2");
    answer.setHeader("Cache-Control", "no-store");
    answer.setContentType(Problem.CONTENT_TYPE);
    answer.getOutputStream().write(Json.bytes(Problem.of(503, reason, "")));
  }
}
