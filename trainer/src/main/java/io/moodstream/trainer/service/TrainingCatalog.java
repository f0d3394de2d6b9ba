package io.moodstream.trainer.service;

import io.moodstream.pipeline.kafka.Topics;
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
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the topics about trainings say, taken together. Their records come in any order between the
 * topics, and some may come twice. For one thread.
 */
final class TrainingCatalog {
  /** Four times nothing heard of one: on a busy machine, once may be chance. */
  static final Duration ALIVE = Presence.INTERVAL.multipliedBy(4);

  /** In the order of their requests, with the broker's time. */
  private final List<Asked> asked = new ArrayList<>();

  private final Map<String, Story> stories = new HashMap<>();

  private final SortedMap<String, Heard> trainers = new TreeMap<>();

  private record Heard(TrainerStatus status, Instant at) {}

  private record Asked(TrainingRequest request, Instant at) {}

  /** What became of one. */
  private static final class Story {
    private @Nullable TrainingProgress progress;
    private @Nullable TrainingCancellation cancellation;
    private final SortedMap<Integer, Epoch> curve = new TreeMap<>();
  }

  /**
   * @param at the broker's time
   */
  void apply(TrainingOrder order, Instant at) {
    if (order instanceof TrainingRequest request) {
      if (asked.stream().noneMatch(before -> before.request().id().equals(request.id()))) {
        asked.add(new Asked(request, at));
      }
    } else if (order instanceof TrainingCancellation cancellation) {
      story(cancellation.id()).cancellation = cancellation;
    }
  }

  void apply(TrainingProgress progress) {
    Story story = story(progress.id());
    if (progress.epochEnded()) {
      story.curve.put(progress.epoch().epoch(), progress.epoch());
    }
    if (story.progress == null || !story.progress.state().isOver()) {
      story.progress = progress;
    }
  }

  /**
   * @param at the broker's time
   */
  void apply(TrainerStatus status, Instant at) {
    trainers.put(status.id(), new Heard(status, at));
  }

  void trainerEnded(String id) {
    trainers.remove(id);
  }

  /** That have been heard of lately, whoever serves before those that stand by. */
  List<TrainerStatus> trainers(Instant now) {
    return trainers.values().stream()
        .filter(heard -> heard.at().isAfter(now.minus(ALIVE)))
        .map(Heard::status)
        .sorted(Comparator.comparing(status -> status.state() == TrainerStatus.State.STANDBY))
        .toList();
  }

  /** In the order of their requests. */
  List<Training> trainings(Instant now) {
    Instant oldest = now.minus(Topics.TRAININGS_KEPT);
    List<Training> trainings = new ArrayList<>();
    for (Asked one : asked) {
      Story story = story(one.request().id());
      // What became of an older one may be deleted: see Topics.TRAINING_REQUESTS.
      if (story.progress != null || one.at().isAfter(oldest)) {
        trainings.add(
            new Training(
                one.request(), progress(one.request(), story), List.copyOf(story.curve.values())));
      }
    }
    return trainings;
  }

  Optional<Training> training(String id, Instant now) {
    return trainings(now).stream()
        .filter(training -> training.request().id().equals(id))
        .findFirst();
  }

  /** Whether no trainer has said anything of it. */
  boolean isUnheard(String id) {
    return story(id).progress == null;
  }

  /** By whom, if its end was asked for. */
  Optional<String> cancelledBy(String id) {
    return Optional.ofNullable(story(id).cancellation).map(TrainingCancellation::by);
  }

  /** One that nobody has begun needs no trainer to be cancelled. */
  private static TrainingProgress progress(TrainingRequest request, Story story) {
    TrainingProgress progress =
        story.progress == null ? TrainingProgress.queued(request) : story.progress;
    return story.cancellation != null && progress.state() == State.QUEUED
        ? progress.cancelled(story.cancellation.by(), story.cancellation.at())
        : progress;
  }

  private Story story(String id) {
    return stories.computeIfAbsent(id, unused -> new Story());
  }
}
