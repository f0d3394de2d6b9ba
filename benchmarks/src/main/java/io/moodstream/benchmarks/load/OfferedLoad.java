package io.moodstream.benchmarks.load;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.frames.Frame;
import io.moodstream.pipeline.frames.FrameId;
import io.moodstream.pipeline.frames.Jpeg;
import io.moodstream.pipeline.kafka.FrameOutlet;
import io.moodstream.pipeline.kafka.KafkaConnection;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Cameras that send encoded pictures at a fixed rate, whatever becomes of them. A frame's capture
 * time is when it was due: a load that is late does not make delays look shorter.
 */
final class OfferedLoad implements AutoCloseable {
  private final FrameOutlet outlet;
  private final RateSchedule schedule;
  private final Footage footage;
  private final AtomicLong taken = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private final Thread thread = new Thread(this::send, "offered-load");
  private volatile boolean ending;

  private OfferedLoad(FrameOutlet outlet, RateSchedule schedule, Footage footage) {
    this.outlet = outlet;
    this.schedule = schedule;
    this.footage = footage;
  }

  static OfferedLoad start(KafkaConnection kafka, RateSchedule schedule, Footage footage) {
    var load = new OfferedLoad(FrameOutlet.to(kafka, new SimpleMeterRegistry()), schedule, footage);
    load.outlet.awaitTopic();
    load.thread.start();
    return load;
  }

  private void send() {
    String session = "load" + System.currentTimeMillis();
    Instant start = Instant.now();
    long startNanos = System.nanoTime();
    for (long frame = 0; !ending; frame++) {
      long due = schedule.dueNanos(frame);
      await(startNanos + due);
      int camera = schedule.camera(frame);
      long sequence = schedule.sequence(frame);
      byte[] picture = footage.picture(camera, sequence);
      outlet.send(
          new Frame(
              new CameraId(String.format(Locale.ROOT, "load-%02d", camera + 1)),
              new FrameId(session, sequence),
              start.plusNanos(due),
              new Jpeg(picture)),
          isTaken -> {
            if (isTaken) {
              taken.incrementAndGet();
              bytes.addAndGet(picture.length);
            }
          });
    }
  }

  private void await(long nanos) {
    long left = nanos - System.nanoTime();
    while (left > 0 && !ending) {
      LockSupport.parkNanos(left);
      left = nanos - System.nanoTime();
    }
  }

  /** Frames that Kafka has taken. */
  long frames() {
    return taken.get();
  }

  /** Of these frames' pictures. */
  long bytes() {
    return bytes.get();
  }

  @Override
  public void close() {
    ending = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    outlet.close();
  }
}
