package io.moodstream.dashboard;

import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.frames.Expression;
import io.moodstream.pipeline.frames.Jpeg;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.imageio.ImageIO;

/**
 * What the wall costs a browser: 24 cameras at 10 frames a second, with pictures, for 20 s.
 *
 * <p>{@code java -cp ... io.moodstream.dashboard.WallBenchmark}, with the class path of this
 * module's tests.
 */
public final class WallBenchmark {
  private static final int CAMERAS = 24;
  private static final int RATE = 10;
  private static final int SECONDS = 20;

  private WallBenchmark() {}

  public static void main(String[] args) throws Exception {
    try (RunningDashboard dashboard = RunningDashboard.open();
        HeadlessBrowser browser = HeadlessBrowser.open();
        BrowserContext context = browser.context(1920, ColorScheme.DARK)) {
      Jpeg picture = picture();
      for (int camera = 0; camera < CAMERAS; camera++) {
        dashboard.view.onStatus(Samples.status(camera(camera), true, dashboard.clock.instant()));
      }
      Page page = context.newPage();
      page.setViewportSize(1920, 1080);
      var bytes = new AtomicLong();
      CDPSession session = context.newCDPSession(page);
      session.send("Network.enable");
      session.on(
          "Network.dataReceived",
          event -> bytes.addAndGet(event.get("encodedDataLength").getAsLong()));
      // Processor time, not the time that passes while others have the processor.
      var threadTime = new JsonObject();
      threadTime.addProperty("timeDomain", "threadTicks");
      session.send("Performance.enable", threadTime);
      page.navigate("http://127.0.0.1:%d/wall".formatted(dashboard.port));
      page.waitForSelector("#link[data-state=connected]");
      var sequence = new AtomicLong();
      ScheduledExecutorService cameras = Executors.newSingleThreadScheduledExecutor();
      var unused =
          cameras.scheduleAtFixedRate(
              () -> frames(dashboard, picture, sequence.incrementAndGet()),
              0,
              1000 / RATE,
              TimeUnit.MILLISECONDS);
      page.waitForTimeout(5000);
      double busyBefore = busy(session);
      long bytesBefore = bytes.get();
      page.waitForTimeout(SECONDS * 1000);
      System.out.printf(
          "%d cameras at %d frames/s: main thread %.1f%% of a core, pictures %.0f KB/s%n",
          CAMERAS,
          RATE,
          100 * (busy(session) - busyBefore) / SECONDS,
          (bytes.get() - bytesBefore) / 1000.0 / SECONDS);
      cameras.shutdownNow();
    }
  }

  private static void frames(RunningDashboard dashboard, Jpeg picture, long number) {
    for (int index = 0; index < CAMERAS; index++) {
      CameraId camera = camera(index);
      dashboard.view.onPicture(camera, Samples.frameId(number), picture);
      dashboard.view.onExpressions(
          Samples.frame(
              camera,
              number,
              dashboard.clock.instant(),
              Samples.face(1, Expression.HAPPY, 0.6f),
              Samples.face(2, Expression.SAD, 0.5f)));
    }
  }

  /** 640 x 360 pixels of many small areas, about as large as a camera's. */
  private static Jpeg picture() throws IOException {
    var image = new BufferedImage(640, 360, BufferedImage.TYPE_3BYTE_BGR);
    var random = new Random(1);
    for (int y = 0; y < image.getHeight(); y += 6) {
      for (int x = 0; x < image.getWidth(); x += 6) {
        int colour = random.nextInt(1 << 24);
        for (int i = 0; i < 36; i++) {
          image.setRGB(
              Math.min(x + i % 6, image.getWidth() - 1),
              Math.min(y + i / 6, image.getHeight() - 1),
              colour);
        }
      }
    }
    var out = new ByteArrayOutputStream();
    ImageIO.write(image, "jpg", out);
    return new Jpeg(out.toByteArray());
  }

  /** Seconds in which the page's main thread was at work. */
  private static double busy(CDPSession session) {
    JsonObject metrics = session.send("Performance.getMetrics");
    return metrics.getAsJsonArray("metrics").asList().stream()
        .map(metric -> metric.getAsJsonObject())
        .filter(metric -> List.of("TaskDuration").contains(metric.get("name").getAsString()))
        .mapToDouble(metric -> metric.get("value").getAsDouble())
        .sum();
  }

  private static CameraId camera(int index) {
    return new CameraId("hall-%02d".formatted(index + 1));
  }
}
