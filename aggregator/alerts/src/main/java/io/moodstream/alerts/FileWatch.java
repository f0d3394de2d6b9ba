package io.moodstream.alerts;

import io.micrometer.core.instrument.MeterRegistry;
import io.moodstream.alerts.delivery.ChannelDelivery;
import io.moodstream.alerts.delivery.ChannelDelivery.Retries;
import io.moodstream.alerts.delivery.ChannelSettings;
import io.moodstream.alerts.file.AlertsFile;
import io.moodstream.alerts.file.FileRules;
import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.stage.Health;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies {@code alerts.yaml} at the start and a second after each change. A change that is invalid
 * is reported by log and health, and the rules and channels of before remain.
 */
final class FileWatch implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(FileWatch.class);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

  private final Path file;
  private final KafkaConnection kafka;
  private final MeterRegistry metrics;
  private final Retries retries;
  private final FileRules rules;
  private final Thread thread;
  private final CountDownLatch ending = new CountDownLatch(1);

  /** What is to be applied first: it was valid when the stage was made. */
  private final AlertsFile first;

  private Optional<FileTime> appliedAt = Optional.empty();
  private volatile List<ChannelDelivery> deliveries = List.of();
  private volatile Optional<String> problem = Optional.empty();

  /**
   * @throws IllegalArgumentException if the file is there and invalid
   */
  FileWatch(Path file, KafkaConnection kafka, MeterRegistry metrics, Retries retries) {
    this.file = file;
    this.kafka = kafka;
    this.metrics = metrics;
    this.retries = retries;
    this.rules = new FileRules(kafka);
    this.first = Files.exists(file) ? AlertsFile.read(file, System.getenv()) : AlertsFile.EMPTY;
    this.thread = new Thread(this::run, "alerts-file");
    thread.setDaemon(true);
  }

  void start() {
    // At once: a channel's first alerts are those after the start of the stage.
    replaceChannels(first.channels());
    thread.start();
  }

  Health health() {
    Stream<Health> file =
        problem.map(it -> Health.of("alerts.yaml", Health.Status.DEGRADED, it)).stream();
    return Health.merged(
        Stream.concat(file, deliveries.stream().map(ChannelDelivery::health)).toList());
  }

  private void run() {
    try {
      do {
        look();
      } while (!ending.await(LOOK.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      log.debug("{} is watched no longer", file);
    }
  }

  private void look() throws InterruptedException {
    Optional<FileTime> modified = modified();
    if (modified.isEmpty() || modified.equals(appliedAt)) {
      return;
    }
    try {
      AlertsFile read = AlertsFile.read(file, System.getenv());
      rules.publish(read.rules(), String.valueOf(file.getFileName()));
      replaceChannels(read.channels());
      log.info("{}: {} rules, {} channels", file, read.rules().size(), read.channels().size());
      problem = Optional.empty();
      appliedAt = modified;
    } catch (IllegalArgumentException e) {
      report(String.valueOf(e.getMessage()));
      appliedAt = modified;
    } catch (KafkaException e) {
      // Tried again at the next look.
      report("the rules of %s are not applied: %s".formatted(file, e.getMessage()));
    }
  }

  private void report(String reason) {
    if (!problem.equals(Optional.of(reason))) {
      log.error("{}", reason);
    }
    problem = Optional.of(reason);
  }

  private void replaceChannels(List<ChannelSettings> wanted) {
    List<ChannelDelivery> kept = new ArrayList<>();
    for (ChannelDelivery delivery : deliveries) {
      if (wanted.contains(delivery.settings())) {
        kept.add(delivery);
      } else {
        delivery.close();
      }
    }
    for (ChannelSettings settings : wanted) {
      if (kept.stream().noneMatch(delivery -> delivery.settings().equals(settings))) {
        var delivery = new ChannelDelivery(settings, kafka, metrics, retries);
        delivery.start();
        kept.add(delivery);
      }
    }
    deliveries = List.copyOf(kept);
  }

  private Optional<FileTime> modified() {
    try {
      return Files.exists(file) ? Optional.of(Files.getLastModifiedTime(file)) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    ending.countDown();
    thread.interrupt();
    try {
      thread.join(CLOSE_LIMIT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    deliveries.forEach(ChannelDelivery::close);
  }
}
