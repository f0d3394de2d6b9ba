package io.moodstream.alerts;

import io.micrometer.core.instrument.MeterRegistry;
import io.moodstream.alerts.delivery.ChannelDelivery;
import io.moodstream.alerts.delivery.ChannelDelivery.Retries;
import io.moodstream.alerts.delivery.ChannelSettings;
import io.moodstream.alerts.file.AlertsFile;
import io.moodstream.alerts.file.FileRules;
import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.stage.Health;
import io.moodstream.pipeline.stage.Worker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
  private final Worker worker;

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
    this.worker = new Worker("alerts-file", CLOSE_LIMIT, this::run);
  }

  void start() {
    // At once: a channel's first alerts are those after the start of the stage.
    replaceChannels(first.channels());
    worker.start();
  }

  Health health() {
    Stream<Health> file =
        problem.map(it -> Health.of("alerts.yaml", Health.Status.DEGRADED, it)).stream();
    Health all =
        Health.merged(
            Stream.concat(file, deliveries.stream().map(ChannelDelivery::health)).toList());
    return worker.health("alerts.yaml", all);
  }

  private void run() throws InterruptedException {
    do {
      look();
    } while (!worker.pause(LOOK));
  }

  private void look() throws InterruptedException {
    try {
      Optional<FileTime> modified = modified();
      if (modified.isPresent() && !modified.equals(appliedAt)) {
        apply();
        appliedAt = modified;
      }
    } catch (IOException | UncheckedIOException | KafkaException e) {
      // Tried again at the next look.
      report("the rules of %s are not applied: %s".formatted(file, e.getMessage()));
    }
  }

  private void apply() throws InterruptedException {
    try {
      AlertsFile read = AlertsFile.read(file, System.getenv());
      rules.publish(read.rules(), String.valueOf(file.getFileName()));
      replaceChannels(read.channels());
      log.info("{}: {} rules, {} channels", file, read.rules().size(), read.channels().size());
      problem = Optional.empty();
    } catch (IllegalArgumentException e) {
      report(String.valueOf(e.getMessage()));
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

  private Optional<FileTime> modified() throws IOException {
    return Files.exists(file) ? Optional.of(Files.getLastModifiedTime(file)) : Optional.empty();
  }

  @Override
  public void close() {
    worker.close();
    deliveries.forEach(ChannelDelivery::close);
  }
}
