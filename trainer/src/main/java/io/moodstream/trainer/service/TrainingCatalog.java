package io.moodstream.trainer.service;

import io.micrometer.core.instrument.MeterRegistry;
import io.moodstream.pipeline.kafka.Topic;
import io.moodstream.pipeline.kafka.Topics;
import io.moodstream.pipeline.process.Heartbeat;
import io.moodstream.pipeline.stage.RecordGuard;
import io.moodstream.pipeline.trainings.TrainerStatus;
import io.moodstream.pipeline.trainings.Training;
import io.moodstream.pipeline.trainings.TrainingCancellation;
import io.moodstream.pipeline.trainings.TrainingOrder;
import io.moodstream.pipeline.trainings.TrainingProgress;
import io.moodstream.pipeline.trainings.TrainingProgress.Epoch;
import io.moodstream.pipeline.trainings.TrainingProgress.State;
import io.moodstream.pipeline.trainings.TrainingRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the topics about trainings say, taken together. Their records come in any order between the
 * topics, and some may come twice. For one thread.
 */
public final class TrainingCatalog {
  /** Four missed heartbeats: on a busy machine, a single one may be late. */
  static final Duration ALIVE = Heartbeat.INTERVAL.multipliedBy(4);

  /** Trainings and trainers that are kept: a topic may hold any number of ids. */
  private static final int MOST = 5_000;

  private static final Logger log = LoggerFactory.getLogger(TrainingCatalog.class);

  private final RecordGuard guard;

  /** In the order of their requests, with the broker's time. */
  private final List<ReceivedRequest> requests = new ArrayList<>();

  private final Map<String, TrainingHistory> stories =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, TrainingHistory> eldest) {
          return size() > MOST;
        }
      };

  private final SortedMap<String, ReceivedStatus> trainers = new TreeMap<>();

  private record ReceivedStatus(TrainerStatus status, Instant at) {}

  private record ReceivedRequest(TrainingRequest request, Instant at) {}

  /** What became of one. */
  private static final class TrainingHistory {
    private @Nullable TrainingProgress progress;
    private @Nullable TrainingCancellation cancellation;
    private final SortedMap<Integer, Epoch> curve = new TreeMap<>();
  }

  /** Of a short-lived process, which has no metrics. */
  public TrainingCatalog() {
    this(RecordGuard.of(log));
  }

  private TrainingCatalog(RecordGuard guard) {
    this.guard = guard;
  }

  /**
   * @param reader the stage that counts the records that cannot be read
   */
  static TrainingCatalog counting(MeterRegistry metrics, String reader) {
    return new TrainingCatalog(RecordGuard.of(log, metrics, reader));
  }

  /** A record that cannot be read is logged and skipped. */
  public void apply(ConsumerRecord<byte[], byte[]> record) {
    guard.read(record, this::read);
  }

  /**
   * @param at the broker's time
   */
  void apply(TrainingOrder order, Instant at) {
    if (order instanceof TrainingRequest request) {
      if (requests.stream().noneMatch(before -> before.request().id().equals(request.id()))) {
        requests.add(new ReceivedRequest(request, at));
        if (requests.size() > MOST) {
          requests.remove(0);
        }
      }
    } else if (order instanceof TrainingCancellation cancellation) {
      history(cancellation.id()).cancellation = cancellation;
    }
  }

  void apply(TrainingProgress progress) {
    TrainingHistory history = history(progress.id());
    if (progress.epochEnded()) {
      history.curve.put(progress.epoch().epoch(), progress.epoch());
    }
    if (history.progress == null || !history.progress.state().isOver()) {
      history.progress = progress;
    }
  }

  /**
   * @param at the broker's time
   */
  void apply(TrainerStatus status, Instant at) {
    trainers.put(status.id(), new ReceivedStatus(status, at));
    if (trainers.size() > MOST) {
      trainers
          .values()
          .remove(Collections.min(trainers.values(), Comparator.comparing(ReceivedStatus::at)));
    }
  }

  void trainerEnded(String id) {
    trainers.remove(id);
  }

  /** Those with a recent heartbeat: the active trainer first, then the standbys. */
  public List<TrainerStatus> trainers(Instant now) {
    return trainers.values().stream()
        .filter(received -> received.at().isAfter(now.minus(ALIVE)))
        .map(ReceivedStatus::status)
        .sorted(Comparator.comparing(status -> status.state() == TrainerStatus.State.STANDBY))
        .toList();
  }

  /** In the order of their requests. */
  public List<Training> trainings(Instant now) {
    Instant oldest = now.minus(Topics.TRAININGS_KEPT);
    List<Training> trainings = new ArrayList<>();
    for (ReceivedRequest one : requests) {
      TrainingHistory history = history(one.request().id());
      // What became of an older one may be deleted: see Topics.TRAINING_REQUESTS.
      if (history.progress != null || one.at().isAfter(oldest)) {
        trainings.add(
            new Training(
                one.request(),
                progress(one.request(), history),
                List.copyOf(history.curve.values())));
      }
    }
    return trainings;
  }

  Optional<Training> training(String id, Instant now) {
    return trainings(now).stream()
        .filter(training -> training.request().id().equals(id))
        .findFirst();
  }

  /** True until a trainer publishes progress for it. */
  boolean hasNoProgress(String id) {
    return history(id).progress == null;
  }

  /** Who requested its cancellation, if anyone. */
  Optional<String> cancelledBy(String id) {
    return Optional.ofNullable(history(id).cancellation).map(TrainingCancellation::by);
  }

  /** One that has not begun needs no trainer to be cancelled. */
  private static TrainingProgress progress(TrainingRequest request, TrainingHistory history) {
    TrainingProgress progress =
        history.progress == null ? TrainingProgress.queued(request) : history.progress;
    return history.cancellation != null && progress.state() == State.QUEUED
        ? progress.cancelled(history.cancellation.by(), history.cancellation.at())
        : progress;
  }

  private void read(ConsumerRecord<byte[], byte[]> record) {
    Instant at = Instant.ofEpochMilli(record.timestamp());
    if (record.topic().equals(Topics.TRAINING_REQUESTS.name())) {
      apply(value(Topics.TRAINING_REQUESTS, record), at);
    } else if (record.topic().equals(Topics.TRAINERS.name())) {
      trainer(record, at);
    } else if (record.topic().equals(Topics.TRAINING_PROGRESS.name())) {
      apply(value(Topics.TRAINING_PROGRESS, record));
    }
  }

  private void trainer(ConsumerRecord<byte[], byte[]> record, Instant at) {
    if (record.key() == null) {
      throw new SerializationException("it has no key");
    }
    String id = Topics.TRAINERS.key().deserializer().deserialize(record.topic(), record.key());
    if (record.value() == null) {
      trainerEnded(id);
    } else {
      apply(value(Topics.TRAINERS, record), at);
    }
  }

  private static <V> V value(Topic<String, V> topic, ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      throw new SerializationException("it is empty");
    }
    return topic.value().deserializer().deserialize(topic.name(), record.value());
  }

  private TrainingHistory history(String id) {
    return stories.computeIfAbsent(id, unused -> new TrainingHistory());
  }
}
