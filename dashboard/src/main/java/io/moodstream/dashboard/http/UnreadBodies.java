package io.moodstream.dashboard.http;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * drains a caller once the answer is out: one that is still sending when the connection closes
 * never sees why it was refused. Each that is heard out keeps a thread: beyond a few at a time,
 * callers are cut off instead, so that no one can keep all threads by sending slowly.
 */
final class UnreadBodies implements Filter {
  private static final Logger log = LoggerFactory.getLogger(UnreadBodies.class);
  private static final int AT_A_TIME = 8;
  private static final int CHUNK = 16 << 10;

  private final Semaphore places = new Semaphore(AT_A_TIME);
  private final Duration patience;
  private final int most;

  /**
   * @param patience for each caller
   * @param most bytes of each
   */
  UnreadBodies(Duration patience, int most) {
    this.patience = patience;
    this.most = most;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    chain.doFilter(request, response);
    boolean waitsToBeAsked = ((HttpServletRequest) request).getHeader("Expect") != null;
    if (request.isAsyncStarted() || waitsToBeAsked || request.getContentLengthLong() == 0) {
      return;
    }
    response.flushBuffer();
    if (places.tryAcquire()) {
      try {
        discard(request.getInputStream());
      } finally {
        places.release();
      }
    }
  }

  private void discard(InputStream rest) {
    long end = System.nanoTime() + patience.toNanos();
    byte[] chunk = new byte[CHUNK];
    try {
      int left = most;
      int read = 0;
      while (read >= 0 && left > 0 && System.nanoTime() < end) {
        read = rest.read(chunk);
        left -= read;
      }
    } catch (IOException e) {
      log.debug("the rest of a body did not come", e);
    }
  }
}
