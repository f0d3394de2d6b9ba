package io.moodstream.aggregator;

import io.moodstream.aggregator.tally.Tally;
import io.moodstream.pipeline.erasure.ErasureMark;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.frames.FrameExpressions;
import io.moodstream.pipeline.summaries.Step;
import io.moodstream.pipeline.summaries.Summary;
import io.moodstream.pipeline.summaries.SummaryKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;

/**
 * Takes the windows of a camera that overlap a range out of the stores, and writes records without
 * a value over their summaries. Behind all of that it writes a boundary: a record about no camera
 * in each changelog, and one of the camera's own at 1970 among the summaries. Readers of the topics
 * know by it which records of a window that still runs are new.
 */
final class StoreErasure {
  private final ProcessorContext<Object, Object> context;

  StoreErasure(ProcessorContext<Object, Object> context) {
    this.context = context;
  }

  /**
   * @param mark the record; its time is that of all that is written
   * @return the longer windows of which parts are left: they have to be summed again
   */
  Set<SummaryKey> carryOut(Record<CameraId, FrameExpressions> mark, ErasureMark range) {
    CameraId camera = mark.key();
    Set<SummaryKey> reduced = eraseTallies(camera, range);
    for (Step step : Step.values()) {
      eraseSummaries(camera, step, range, mark.timestamp());
    }
    tallies().delete(new SummaryKey(ErasureMark.NO_CAMERA, Step.TEN_SECONDS, Instant.EPOCH));
    forwardTombstone(new SummaryKey(camera, Step.TEN_SECONDS, Instant.EPOCH), mark.timestamp());
    return reduced;
  }

  private Set<SummaryKey> eraseTallies(CameraId camera, ErasureMark range) {
    List<SummaryKey> left = new ArrayList<>();
    List<SummaryKey> erased = new ArrayList<>();
    try (KeyValueIterator<SummaryKey, Tally> all = tallies().all()) {
      while (all.hasNext()) {
        SummaryKey key = all.next().key;
        if (key.camera().equals(camera)) {
          (overlaps(range, key) ? erased : left).add(key);
        }
      }
    }
    erased.forEach(tallies()::delete);
    Set<SummaryKey> reduced = new LinkedHashSet<>();
    left.forEach(
        key -> RollUp.longer(key).filter(it -> overlaps(range, it)).ifPresent(reduced::add));
    return reduced;
  }

  private void eraseSummaries(CameraId camera, Step step, ErasureMark range, long now) {
    WindowStore<CameraId, Summary> store = context.getStateStore(AggregatorStores.summaries(step));
    List<Long> starts = new ArrayList<>();
    Instant first =
        Instant.ofEpochMilli(Math.max(0, range.from().minus(step.length()).toEpochMilli()));
    try (WindowStoreIterator<Summary> windows = store.fetch(camera, first, range.to())) {
      windows.forEachRemaining(window -> starts.add(window.key));
    }
    for (long start : starts) {
      var key = new SummaryKey(camera, step, Instant.ofEpochMilli(start));
      if (overlaps(range, key)) {
        store.put(camera, null, start);
        forwardTombstone(key, now);
      }
    }
    store.put(ErasureMark.NO_CAMERA, null, now);
  }

  private void forwardTombstone(SummaryKey key, long now) {
    context.forward(new Record<>(key, null, now), WindowProcessor.SUMMARIES);
  }

  private static boolean overlaps(ErasureMark range, SummaryKey key) {
    return range.overlaps(key.from(), RollUp.end(key));
  }

  private KeyValueStore<SummaryKey, Tally> tallies() {
    return context.getStateStore(AggregatorStores.TALLIES);
  }
}
