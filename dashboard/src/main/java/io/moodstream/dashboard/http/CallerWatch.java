package io.moodstream.dashboard.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.function.Supplier;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Interrupts the thread of a call when its caller goes away, for work that takes long and is of no
 * use without the caller. Only for calls whose body has been read to its end.
 */
public final class CallerWatch implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(CallerWatch.class);

  private final Thread worker = Thread.currentThread();
  private final Selector selector;
  private boolean working = true;
  private boolean gone;

  private CallerWatch() {
    try {
      selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The caller has gone: there is no one to answer. */
  public static final class CallerGone extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CallerGone(Throwable cause) {
      super("the caller has gone", cause);
    }
  }

  /**
   * @throws CallerGone if the caller went away, and the work ended by its interrupt
   */
  public static <T> T during(Context ctx, Supplier<T> work) {
    try (var watch = new CallerWatch()) {
      watch.follow(ServletContextRequest.getServletContextRequest(ctx.req()));
      return watch.complete(work);
    }
  }

  private <T> T complete(Supplier<T> work) {
    try {
      return work.get();
    } catch (RuntimeException e) {
      if (end()) {
        throw new CallerGone(e);
      }
      throw e;
    } finally {
      end();
    }
  }

  private void follow(Request request) {
    var connection = request.getConnectionMetaData();
    if (connection.getHttpVersion() == HttpVersion.HTTP_2) {
      request.addFailureListener(failure -> leave());
    } else if (unwrapped(connection.getConnection().getEndPoint()).getTransport()
        instanceof SelectableChannel channel) {
      try {
        channel.register(selector, SelectionKey.OP_READ);
      } catch (ClosedChannelException e) {
        leave();
        return;
      }
      var thread = new Thread(this::awaitEnd, "caller-watch");
      thread.setDaemon(true);
      thread.start();
    }
  }

  /** Below TLS. */
  private static EndPoint unwrapped(EndPoint endPoint) {
    return endPoint instanceof EndPoint.Wrapper wrapper ? unwrapped(wrapper.unwrap()) : endPoint;
  }

  /**
   * Nothing else may come before the answer: a client does not send a further request after a POST
   * that is not answered (RFC 9112, section 9.3.2). So what comes is the connection's end.
   */
  private void awaitEnd() {
    try {
      if (selector.select() > 0) {
        leave();
      }
    } catch (ClosedSelectorException e) {
      log.debug("the work was done before the watch began", e);
    } catch (IOException e) {
      log.debug("the connection cannot be watched any longer", e);
    }
  }

  private synchronized void leave() {
    gone = true;
    if (working) {
      worker.interrupt();
    }
  }

  /** The thread is not interrupted afterwards. */
  private synchronized boolean end() {
    working = false;
    if (gone) {
      var unused = Thread.interrupted();
    }
    return gone;
  }

  @Override
  public void close() {
    try {
      // Also wakes the thread that waits.
      selector.close();
    } catch (IOException e) {
      log.debug("the watch of a connection cannot be closed", e);
    }
  }
}
